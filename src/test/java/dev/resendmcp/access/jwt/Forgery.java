package dev.resendmcp.access.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URL;
import java.util.Base64;

/** Makes bad tokens of good ones. */
final class Forgery {
    private Forgery() {}

    /** The published key as PEM, which a library that trusts the header would take for a shared secret. */
    static String publicKey(URL jwks) throws Exception {
        byte[] encoded =
                JWKSet.load(jwks).getKeys().get(0).toRSAKey().toRSAPublicKey().getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The same claims, signed with a shared secret. */
    static String hmac(String good, String secret) throws Exception {
        SignedJWT parsed = SignedJWT.parse(good);
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(parsed.getHeader().getKeyID())
                        .build(),
                parsed.getJWTClaimsSet());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    /** Another character in the middle. */
    static String changed(String good) {
        int middle = good.length() / 2;
        return good.substring(0, middle) + (good.charAt(middle) == 'A' ? 'B' : 'A') + good.substring(middle + 1);
    }
}
