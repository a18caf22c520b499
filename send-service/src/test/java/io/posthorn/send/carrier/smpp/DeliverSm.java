package io.posthorn.send.carrier.smpp;

/** What carriers send on their own account, for tests. */
final class DeliverSm {
    private DeliverSm() {}

    /** A {@code deliver_sm} from 1 to 2. */
    static SmppText of(int esmClass, int dataCoding, byte[] content) {
        return SmppText.deliverSm(
                new BodyReader(body(esmClass, dataCoding, content).toBytes()));
    }

    /** Its body, behind which parameters may follow. */
    static BodyWriter body(int esmClass, int dataCoding, byte[] content) {
        return new BodyWriter()
                .text("")
                .octets(new byte[] {1, 1})
                .text("1")
                .octets(new byte[] {1, 1})
                .text("2")
                .octet(esmClass)
                .octets(new byte[2])
                .text("")
                .text("")
                .octets(new byte[2])
                .octet(dataCoding)
                .octet(0)
                .octet(content.length)
                .octets(content);
    }
}
