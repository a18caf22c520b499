package io.posthorn.smsc;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import javax.net.ServerSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier's side of SMPP on the sessions of jSMPP, which have nothing in common with what is tested. It binds whoever
 * comes and does with messages what it is told.
 */
public final class Smsc implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Smsc.class);

    private static final int BIND_PATIENCE = 5_000;
    private static final int ANSWER_PATIENCE = 10_000;
    private static final int HEADER_PRESENT = 0x40;
    private static final OptionalParameter[] NO_PARAMETERS = {};

    private final SMPPServerSessionListener listener;
    private final int port;
    private final Behaviour behaviour;
    private final List<SMPPServerSession> receiving = new CopyOnWriteArrayList<>();
    private final Map<SMPPServerSession, Boolean> sessions = new ConcurrentHashMap<>();

    /** What it does with a message. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * Answers a submission; called by several threads at a time.
         *
         * @return the message's id
         * @throws ProcessRequestException with the code it is refused with
         */
        String submitted(Smsc smsc, SubmitSm message) throws ProcessRequestException;

        /**
         * The answer with this id has been written to its connection; with a single connection, whatever is told of the
         * message from now on comes after it.
         */
        default void answered(String id) {
            // Most do not mind which comes first.
        }
    }

    /** Sockets of any kind for jSMPP, which knows only those of the whole process. */
    private record Sockets(ServerSocketFactory factory) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) throws IOException {
            var listening = factory.createServerSocket(port);
            return new ServerSocketConnection(listening) {
                @Override
                public Connection accept() throws IOException {
                    var accepted = listening.accept();
                    // Or a receipt waits for the acknowledgement of the one before, which the other side puts off.
                    accepted.setTcpNoDelay(true);
                    return new SocketConnection(accepted);
                }
            };
        }

        @Override
        public ServerConnection listen(int port, int timeout) throws IOException {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
            return listen(port);
        }
    }

    private Smsc(int port, int threads, ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        this.port = port;
        this.behaviour = behaviour;
        listener = new SMPPServerSessionListener(port, new Sockets(sockets));
        listener.setPduProcessorDegree(threads);
        listener.setQueueCapacity(10_000);
        listener.setMessageReceiverListener(new Submissions(this::submitted));
    }

    /**
     * Listens at a free port.
     *
     * @param threads of each connection, for messages and answers
     */
    public static Smsc start(int threads, Behaviour behaviour) throws IOException {
        return start(threads, ServerSocketFactory.getDefault(), behaviour);
    }

    /**
     * Listens at a free port for connections of some kind.
     *
     * @param threads of each connection, for messages and answers
     * @param sockets those of {@code SSLContext} for encrypted connections
     */
    public static Smsc start(int threads, ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var smsc = new Smsc(port, threads, sockets, behaviour);
        Thread.ofPlatform().daemon().name("smsc-" + port).start(smsc::accept);
        return smsc;
    }

    public int port() {
        return port;
    }

    /** Connections that are bound. */
    public int bound() {
        return sessions.size();
    }

    private void accept() {
        try {
            while (true) {
                var session = listener.accept();
                Thread.ofVirtual().start(() -> bind(session));
            }
        } catch (IOException closed) {
            log.atDebug().setCause(closed).log("no more connections");
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var request = session.waitForBind(BIND_PATIENCE);
            session.setTransactionTimer(ANSWER_PATIENCE);
            session.setResponseDeliveryListener(new Answers(behaviour));
            session.addSessionStateListener((now, before, source) -> {
                if (!now.isBound()) {
                    sessions.remove(session);
                    receiving.remove(session);
                }
            });
            sessions.put(session, true);
            if (request.getBindType() != BindType.BIND_TX) {
                receiving.add(session);
            }
            request.accept("smsc");
        } catch (TimeoutException | PDUException | IOException failed) {
            log.atWarn().setCause(failed).log("a connection is not bound");
            session.close();
        }
    }

    private SubmitSmResult submitted(SubmitSm message) throws ProcessRequestException {
        try {
            return new SubmitSmResult(new MessageId(behaviour.submitted(this, message)), NO_PARAMETERS);
        } catch (PDUException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    /** Tells what became of a message, as appendix B of SMPP 3.4 writes it, and returns when that is acknowledged. */
    public void receipt(String id, String state, String from, String to) {
        deliver(
                "id:%s sub:001 dlvrd:001 submit date:2603011200 done date:2603011201 stat:%s err:000 text:"
                        .formatted(id, state)
                        .getBytes(StandardCharsets.US_ASCII),
                new ESMClass(0x04),
                0,
                from,
                to);
    }

    /** Hands over what somebody wrote, and returns when that is acknowledged. */
    public void text(byte[] content, int dataCoding, String from, String to) {
        deliver(content, new ESMClass(MessageType.DEFAULT.value()), dataCoding, from, to);
    }

    /** The same with a part of it, whose content begins with a header. */
    public void part(byte[] content, int dataCoding, String from, String to) {
        deliver(content, new ESMClass(HEADER_PRESENT), dataCoding, from, to);
    }

    private void deliver(byte[] content, ESMClass kind, int dataCoding, String from, String to) {
        var bound = List.copyOf(receiving);
        if (bound.isEmpty()) {
            throw new IllegalStateException("not delivered: nobody is bound who receives");
        }
        var session = bound.get(Math.floorMod(content.length, bound.size()));
        try {
            session.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    from,
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    to,
                    kind,
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.newInstance((byte) dataCoding),
                    content,
                    NO_PARAMETERS);
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException failed) {
            throw new IllegalStateException("not delivered", failed);
        }
    }

    /** Breaks all connections, as a network does. */
    public void drop() {
        sessions.keySet().forEach(SMPPServerSession::close);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        drop();
    }
}
