package dev.phasewright.serve;

import java.security.SecureRandom;
import java.util.Base64;

/** Names that cannot be guessed, for sounds and jobs: who was not told one does not get at what it names. */
final class Token {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private Token() {}

    /** A new one: 128 random bits as 22 characters of a URL. */
    static String draw() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
