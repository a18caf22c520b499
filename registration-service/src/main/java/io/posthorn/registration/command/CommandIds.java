package io.posthorn.registration.command;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Ids for the command at one place of the commands topic. Partition and offset together make a serial that is unique
 * without anybody counting: no two instances ever decide the same record.
 */
record CommandIds(int partition, long offset) implements IdSource {
    /** So many partitions the commands topic may have; more would make serials repeat. */
    static final int MOST_PARTITIONS = 64;

    private static final int CODES = 1_000_000;
    private static final SecureRandom SECRETS = new SecureRandom();

    CommandIds {
        if (partition < 0 || partition >= MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "the commands topic may have " + MOST_PARTITIONS + " partitions, partition was " + partition);
        }
    }

    @Override
    public String code() {
        return "%06d".formatted(SECRETS.nextInt(CODES));
    }

    @Override
    public String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public long serial() {
        return offset * MOST_PARTITIONS + partition;
    }
}
