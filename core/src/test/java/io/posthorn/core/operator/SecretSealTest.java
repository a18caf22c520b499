package io.posthorn.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretSealTest {
    private static byte[] key(int filling) {
        var key = new byte[SecretSeal.KEY_LENGTH];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    @Test
    void opensWhatItSealedAndShowsNothingOfIt() {
        var seal = SecretSeal.with(key(1));

        var sealed = seal.seal("key-1", "open sesame");

        assertThat(sealed).doesNotContain("sesame").isNotEqualTo(seal.seal("key-1", "open sesame"));
        assertThat(seal.open("key-1", sealed)).contains("open sesame");
    }

    @Test
    void opensNothingWithAnotherKeyOrForAnotherId() {
        var sealed = SecretSeal.with(key(1)).seal("key-1", "open sesame");

        assertThat(SecretSeal.with(key(2)).open("key-1", sealed)).isEmpty();
        assertThat(SecretSeal.with(key(1)).open("key-2", sealed)).isEmpty();
        assertThat(SecretSeal.none().open("key-1", sealed)).isEmpty();
        assertThat(SecretSeal.with(key(1)).open("key-1", "aes-256-gcm !")).isEmpty();
    }

    @Test
    void opensWhatWasKeptInClearBeforeThereWasAKey() {
        var kept = SecretSeal.none().seal("key-1", "open sesame");

        assertThat(SecretSeal.with(key(1)).open("key-1", kept)).contains("open sesame");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> SecretSeal.with(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
