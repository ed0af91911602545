package dev.resendmcp.cli.settings;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds secrets in systemd credentials, then in the environment, then in {@code .env}. In the last two, a secret is either the
 * value of a variable or the content of a file that a variable names, but not both.
 */
final class SecretSources {
    private final Map<String, String> environment;
    private final Supplier<Map<String, String>> dotEnv;

    /**
     * @param environment of this process
     * @param dotEnv variables of the file {@code .env}
     */
    SecretSources(Map<String, String> environment, Supplier<Map<String, String>> dotEnv) {
        this.environment = environment;
        this.dotEnv = dotEnv;
    }

    /**
     * A secret and where it was found.
     *
     * @param value without surrounding whitespace
     * @param source name of the place in messages, such as {@code RESEND_API_KEY_FILE}
     * @param file that holds it; empty when a variable does
     */
    record Found(String value, String source, Optional<Path> file) {
        @Override
        public String toString() {
            return source;
        }
    }

    /**
     * Looks up a secret. Empty when no place has it.
     *
     * @throws SettingException when a place has it, but it cannot be read; the message names the place and the reason
     */
    Optional<Found> find(Secret secret) {
        return credential(secret)
                .or(() -> variable(secret, environment, "in the environment"))
                .or(() -> defines(secret, environment) ? Optional.empty() : variable(secret, dotEnv.get(), "in .env"));
    }

    private Optional<Found> credential(Secret secret) {
        Optional<Path> file = Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, secret.credential()))
                .filter(path -> !Files.notExists(path));
        return file.map(path -> read(secret, path, "Credential " + secret.credential()));
    }

    private static Optional<Found> variable(Secret secret, Map<String, String> place, String where) {
        String value = place.getOrDefault(secret.name(), "");
        String file = place.getOrDefault(secret.fileVariable(), "");
        if (!value.isBlank() && !file.isBlank()) {
            throw new SettingException(secret.name() + " and " + secret.fileVariable() + " are both set " + where
                    + ": remove one of them.");
        }
        if (!file.isBlank()) {
            return Optional.of(read(secret, Path.of(file.strip()), secret.fileVariable()));
        }
        return value.isBlank() ? Optional.empty() : Optional.of(new Found(value, secret.name(), Optional.empty()));
    }

    /** Whether a place defines the secret, even as an empty value. */
    private static boolean defines(Secret secret, Map<String, String> place) {
        return place.containsKey(secret.name()) || place.containsKey(secret.fileVariable());
    }

    private static Found read(Secret secret, Path file, String source) {
        List<String> lines = text(file, source)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new SettingException(source + ": " + file + " is empty; it must hold the secret.");
        }
        if (lines.size() > 1 && !secret.list()) {
            throw new SettingException(
                    source + ": " + file + " has more than one line; it must hold the secret and nothing else.");
        }
        return new Found(lines.stream().collect(Collectors.joining(",")), source, Optional.of(file));
    }

    private static String text(Path file, String source) {
        try {
            return TextFile.read(file);
        } catch (NoSuchFileException e) {
            throw new SettingException(source + ": there is no file " + file + ".");
        } catch (SettingException e) {
            throw new SettingException(source + ": " + e.getMessage());
        }
    }
}
