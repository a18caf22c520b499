package io.posthorn.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How Kannel is set up: for as much as it can do. Nothing is logged but errors, no queue is short, nothing is held back
 * for a rate, and a message is acknowledged once it is in the store.
 *
 * @param adminPort where the bearerbox is asked how it is
 * @param boxPort where the bearerbox has its smsbox connect
 * @param sendPort where the smsbox takes messages over HTTP
 * @param carrierPort of the carrier on this machine
 * @param directory of the store
 */
record KannelConfiguration(int adminPort, int boxPort, int sendPort, int carrierPort, Store store, Path directory) {
    /** Who may send, and what the boxes know each other by. */
    static final String USER = "bench";

    static final String PASSWORD = "bench-secret";

    /** Most {@code submit_sm} without an answer, here and with Posthorn. */
    static final int WINDOW = 1_000;

    /** What keeps messages that wait. */
    enum Store {
        /** One file that is written on and on, and anew every ten seconds. */
        FILE,

        /** A file for each message. */
        SPOOL;

        private String location(Path directory) {
            return directory.resolve(this == FILE ? "kannel.store" : "spool").toString();
        }
    }

    /** The file both boxes read. */
    String text() {
        return """
                group = core
                admin-port = %d
                admin-password = %s
                smsbox-port = %d
                box-allow-ip = 127.0.0.1
                log-level = 4
                store-type = %s
                store-location = %s
                dlr-storage = internal
                sms-incoming-queue-limit = 1000000
                sms-outgoing-queue-limit = 1000000

                group = smsc
                smsc = smpp
                smsc-id = bench
                host = 127.0.0.1
                port = %d
                smsc-username = %s
                smsc-password = secret
                system-type = ""
                transceiver-mode = true
                max-pending-submits = %d

                group = smsbox
                bearerbox-host = 127.0.0.1
                bearerbox-port = %d
                sendsms-port = %d
                log-level = 4
                max-pending-requests = 1000

                group = sendsms-user
                username = %s
                password = %s
                """.formatted(
                        adminPort,
                        PASSWORD,
                        boxPort,
                        store.name().toLowerCase(Locale.ROOT),
                        store.location(directory),
                        carrierPort,
                        USER,
                        WINDOW,
                        boxPort,
                        sendPort,
                        USER,
                        PASSWORD);
    }
}
