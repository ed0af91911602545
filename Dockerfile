# Build, then run with a key and a token, without which the service does not listen beyond loopback:
#   docker build -t resend-full-mcp --build-arg COMMIT="$(git rev-parse --short HEAD)" .
#   docker run --read-only --tmpfs /tmp -v resend-full-mcp:/var/lib/resend-full-mcp --stop-timeout 60 \
#       -p 127.0.0.1:8080:8080 \
#       -e RESEND_API_KEY=re_xxxxxxxx -e MCP_AUTH_TOKENS="$(openssl rand -hex 32)" resend-full-mcp

# All that runs in the image comes from these two. Renovate updates tags and digests, .ci/pins names those that have moved, and
# .ci/image replaces them where no registry can be reached.
ARG BUILD_IMAGE=docker.io/library/maven:3.9.16-eclipse-temurin-25-noble@sha256:dd8e01b3be719853578c07b57ff8d9bbbbfe746f802226f05b19689420815221
ARG PROBE_IMAGE=docker.io/library/busybox:1.37.0-musl@sha256:5cec3fc171c87218698e85a52af7087de727372aae264a787b8112901a5b0092

FROM ${PROBE_IMAGE} AS probe

FROM ${BUILD_IMAGE} AS jar
WORKDIR /build
COPY .mvn .mvn
# The build records the first answers over stdio with the settings of config.yml.
COPY pom.xml config.yml ./
COPY src/main src/main
# For the metric build_info; the build has no repository to ask.
ARG COMMIT=unknown
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -B -q -ntp -Dmaven.test.skip=true -Dcheckstyle.skip -Dgit.commit.id.abbrev="$COMMIT" package

FROM ${BUILD_IMAGE} AS runtime
# The modules that jdeps finds in the jar, less jdk.attach and jdk.jdi, which only a debugger's tool in a library uses. java.desktop
# is there for java.beans, so its native libraries are left out. .ci/image compares this list with the jar.
RUN jlink --output /opt/runtime --strip-debug --no-header-files --no-man-pages --compress zip-9 \
        --add-modules java.base,java.compiler,java.desktop,java.instrument,java.naming,java.net.http,java.scripting,java.security.jgss,java.sql,jdk.jfr,jdk.management,jdk.net,jdk.unsupported \
        --exclude-files 'regex:.*/lib(awt.*|fontmanager|freetype|javajpeg|jawt|jsound|lcms|mlib_image|splashscreen)\.so' \
    && find /opt/runtime/lib -name '*.so' -exec strip --strip-unneeded {} +
COPY --from=probe /bin/busybox /usr/local/bin/busybox
COPY ops/container/collect-root ops/container/make-cache /usr/local/bin/
RUN sh /usr/local/bin/collect-root /opt/runtime /rootfs
COPY --from=jar /build/target/resend-full-mcp.jar /build/target/resend-full-mcp.cdx.json /app/
COPY config.yml /app/
RUN sh /usr/local/bin/make-cache /opt/runtime /app

FROM scratch
ARG COMMIT=unknown
ARG VERSION=unknown
LABEL org.opencontainers.image.title="resend-full-mcp" \
      org.opencontainers.image.description="The Resend e-mail API as MCP tools" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$COMMIT"
COPY --from=runtime /rootfs /
COPY --from=runtime /opt/runtime /opt/runtime
COPY --from=probe /bin/busybox /bin/busybox
COPY ops/container/healthcheck /bin/healthcheck
COPY --from=runtime /app /app
WORKDIR /app
# MCP is reachable from outside the container, so the service does not start without MCP_AUTH_TOKENS.
# The admin port stays inside: to let Prometheus scrape it, set ADMIN_HOST=0.0.0.0 and ADMIN_TOKENS.
# Log files may be lost with the container, because logs also go to standard error. STATE_DIR must not be lost: keep the volume.
ENV PATH=/opt/runtime/bin:/bin \
    MCP_HOST=0.0.0.0 \
    ADMIN_HOST=127.0.0.1 \
    LOG_DIR=/tmp/logs \
    STATE_DIR=/var/lib/resend-full-mcp \
    MALLOC_ARENA_MAX=2
# The directory has the owner and the mode that a new volume takes over.
COPY --from=runtime --chown=10001:10001 /state /var/lib
VOLUME /var/lib/resend-full-mcp
USER 10001:10001
EXPOSE 8080
# Stopping takes up to 40 s: 10 s for load balancers to notice, 30 s for running calls to finish.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["/bin/healthcheck"]
# Warnings of the JVM go to standard error, because the command stdio writes messages to standard output. The other flags are those of
# systemd/resend-full-mcp.service, with a heap that depends on the memory of the container.
ENTRYPOINT ["java", "-XX:AOTCache=/app/resend-full-mcp.aot", "-Xlog:disable", "-Xlog:all=warning:stderr", \
            "-XX:MaxRAMPercentage=65", "-Xms8m", "-XX:+UseSerialGC", "-XX:MaxNewSize=12m", "-XX:MinHeapFreeRatio=10", \
            "-XX:MaxHeapFreeRatio=20", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/resend-full-mcp.jar"]
CMD ["server", "/app/config.yml"]
