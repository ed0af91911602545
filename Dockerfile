# Build, then run with a key and a token, without which the service does not listen beyond loopback:
#   docker build -t resend-full-mcp --build-arg COMMIT="$(git rev-parse --short HEAD)" .
#   docker run --read-only --tmpfs /tmp -v resend-full-mcp:/var/lib/resend-full-mcp --stop-timeout 60 \
#       -p 127.0.0.1:8080:8080 \
#       -e RESEND_API_KEY=re_xxxxxxxx -e MCP_AUTH_TOKENS="$(openssl rand -hex 32)" resend-full-mcp

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml ./
COPY src/main src/main
# For the metric build_info; the build has no repository to ask.
ARG COMMIT=unknown
RUN --mount=type=cache,target=/maven-repository \
    mvn -B -q -ntp -Dmaven.repo.local=/maven-repository -Dmaven.test.skip=true -Dgit.commit.id.abbrev="$COMMIT" package

FROM eclipse-temurin:25.0.4_7-jre-noble
WORKDIR /app
COPY --from=build /build/target/resend-full-mcp.jar /build/target/resend-full-mcp.cdx.json ./
COPY config.yml ./
# MCP is reachable from outside the container, so the service does not start without MCP_AUTH_TOKENS.
# The admin port stays inside: to let Prometheus scrape it, set ADMIN_HOST=0.0.0.0 and ADMIN_TOKENS.
# Log files may be lost with the container, because logs also go to standard error. STATE_DIR must not be lost: keep the volume.
ENV MCP_HOST=0.0.0.0 \
    ADMIN_HOST=127.0.0.1 \
    LOG_DIR=/tmp/logs \
    STATE_DIR=/var/lib/resend-full-mcp
RUN install -d -o 10001 -g 10001 -m 0700 /var/lib/resend-full-mcp
VOLUME /var/lib/resend-full-mcp
USER 10001:10001
EXPOSE 8080
# Stopping takes up to 40 s: 10 s for load balancers to notice, 30 s for running calls to finish.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx32m", "-jar", "resend-full-mcp.jar", "health"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=65", "-XX:+ExitOnOutOfMemoryError", "-jar", "resend-full-mcp.jar"]
CMD ["server", "config.yml"]
