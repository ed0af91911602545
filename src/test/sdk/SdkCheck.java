import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.resend.Resend;
import com.resend.core.service.BaseService;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Calls the official Java SDK of Resend against the simulated Resend, and checks that each answer fills the classes of the SDK: what
 * a class declares must have come, with its type. Argument: address of the simulator.
 */
public final class SdkCheck {
    /** Declared by the SDK, and absent where Resend has nothing to say. */
    private static final Set<String> OPTIONAL = Set.of(
            "contentId", "trackingSubdomain", "topicId", "tags", "data", "errors", "clickedLinks", "bounceType", "count",
            "routingPolicy", "proxyStatus", "priority", "deleted", "dnsProvider", "raw");

    /**
     * Declared because the SDK has one class for an item and for its row in a list, or by this SDK alone: neither the Node.js SDK
     * nor the OpenAPI document has these fields there.
     */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "emails\\.list\\.data.*\\.(html|text)|.*[lL]ist.*\\.data\\[\\d+\\]\\.object|audiences\\.list\\.hasMore"
                    + "|domains\\.claims\\..*(open|click)Tracking|oauthGrants\\.list\\.data.*\\.resource");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpUrl simulator;
    private final Resend resend = new Resend("re_sandbox");
    private final List<String> differences = new ArrayList<>();
    private final Set<String> methods = new TreeSet<>();
    private int calls;
    private String answer;

    private SdkCheck(String address) {
        simulator = HttpUrl.get(address);
    }

    public static void main(String[] arguments) throws Exception {
        SdkCheck check = new SdkCheck(arguments[0]);
        new SdkCalls(check).run();
        check.differences.forEach(System.err::println);
        System.out.printf(
                "Java SDK: %d calls of %d methods, %d differences%n",
                check.calls, check.methods.size(), check.differences.size());
        System.exit(check.differences.isEmpty() ? 0 : 1);
    }

    /** Calls a method such as {@code contacts.topics.list}; answers the JSON that came. */
    JsonNode call(String path, Object... arguments) throws Exception {
        calls++;
        methods.add(path);
        String[] names = path.split("\\.");
        Object service = resend;
        for (int i = 0; i < names.length - 1; i++) {
            service = service.getClass().getMethod(names[i]).invoke(service);
        }
        redirect((BaseService) service);
        Method method = method(service.getClass(), names[names.length - 1], arguments);
        try {
            answer = "{}";
            Object result = method.invoke(service, arguments);
            JsonNode json = JSON.readTree(answer);
            if (!(result instanceof Boolean)) {
                compare(path, result, json);
            }
            return json;
        } catch (InvocationTargetException e) {
            differences.add(path + ": " + e.getCause());
            return JSON.createObjectNode();
        }
    }

    private static Method method(Class<?> type, String name, Object... arguments) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && takes(each, arguments))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getSimpleName() + "." + name + " does not take " + Arrays.toString(arguments)));
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            boolean primitive = types[i] == boolean.class && arguments[i] instanceof Boolean;
            if (!primitive && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    /** The SDK knows one address only; its HTTP client gets an interceptor that goes to the simulator. */
    private void redirect(BaseService service) throws ReflectiveOperationException {
        Object client = service.getHttpClient();
        Field field = client.getClass().getDeclaredField("httpClient");
        field.setAccessible(true);
        Interceptor toSimulator = chain -> {
            HttpUrl url = chain.request().url().newBuilder()
                    .scheme("http").host(simulator.host()).port(simulator.port()).build();
            Response response = chain.proceed(chain.request().newBuilder().url(url).build());
            answer = response.peekBody(1 << 22).string();
            return response;
        };
        field.set(client, new OkHttpClient.Builder().addInterceptor(toSimulator).build());
    }

    private void compare(String path, Object value, JsonNode json) throws IllegalAccessException {
        if (value == null || !value.getClass().getName().startsWith("com.resend") || value.getClass().isEnum()) {
            return;
        }
        for (Class<?> type = value.getClass(); type.getName().startsWith("com.resend"); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    field(path + "." + field.getName(), field, field.get(value), json);
                }
            }
        }
    }

    private void field(String path, Field field, Object value, JsonNode json) throws IllegalAccessException {
        String wire = field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        JsonNode of = json.has(wire) ? json.get(wire) : json.path(field.getName());
        if (of.isMissingNode()) {
            if (!OPTIONAL.contains(field.getName()) && !ELSEWHERE.matcher(path).matches()) {
                differences.add(path + " is missing");
            }
        } else if (value == null && !of.isNull()) {
            differences.add(path + " is not read: " + of);
        } else if (value instanceof Collection<?> list && of.isArray()) {
            int i = 0;
            for (Object each : list) {
                compare(path + "[" + i + "]", each, of.get(i++));
            }
        } else if (value instanceof Map<?, ?> map && values(field.getGenericType())) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                compare(path + "." + each.getKey(), each.getValue(), of.path((String) each.getKey()));
            }
        } else {
            compare(path, value, of);
        }
    }

    private static boolean values(Type type) {
        return type instanceof ParameterizedType map && map.getActualTypeArguments().length == 2;
    }
}
