package io.posthorn.send.carrier.http;

import io.posthorn.core.event.MessageStatus;
import io.posthorn.send.carrier.CarrierReceipts;
import io.posthorn.send.carrier.SubmitResult.Receipt;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes receipts at {@code /carriers/<name>/receipts} from whoever signs them as the carrier does. */
final class ReceiptServlet extends HttpServlet {
    private static final Logger log = LoggerFactory.getLogger(ReceiptServlet.class);
    private static final long serialVersionUID = 1L;

    private static final Pattern PATH = Pattern.compile("/([^/]+)/receipts");
    private static final int LONGEST_BODY = 1 << 16;
    private static final long PATIENCE_SECONDS = 10;
    private static final String SIGNATURE_PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";

    private final transient Map<String, HttpConnection> connections;
    private final transient CarrierReceipts receipts;
    private final transient JsonMapper json = JsonMapper.shared();

    ReceiptServlet(Map<String, HttpConnection> connections, CarrierReceipts receipts) {
        this.connections = Map.copyOf(connections);
        this.receipts = receipts;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(answer(request));
    }

    private int answer(HttpServletRequest request) throws IOException {
        var path = PATH.matcher(request.getPathInfo() == null ? "" : request.getPathInfo());
        if (!path.matches()) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        var name = path.group(1);
        var connection = connections.get(name);
        var callback = connection == null ? null : connection.callback();
        if (connection == null || callback == null) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        var body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        if (!isSigned(callback, body, request.getHeader(callback.signatureHeader()))) {
            return HttpServletResponse.SC_UNAUTHORIZED;
        }
        try {
            var told = json.readTree(body);
            var id = told.at(callback.idPointer()).asString("");
            var word = told.at(callback.statusPointer()).asString("");
            if (id.isEmpty() || word.isEmpty()) {
                return HttpServletResponse.SC_BAD_REQUEST;
            }
            var status = callback.statuses().get(word);
            if (status == null) {
                log.atWarn()
                        .addKeyValue("carrier", name)
                        .addKeyValue("word", word)
                        .log("a receipt's word means nothing");
                return HttpServletResponse.SC_NO_CONTENT;
            }
            var receipt = new Receipt(status, status != MessageStatus.SUCCESSFUL, word);
            return written(report(name, connection, id, receipt));
        } catch (JacksonException unreadable) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
    }

    private static boolean isSigned(HttpConnection.Callback callback, byte[] body, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        var told = signature.startsWith(SIGNATURE_PREFIX) ? signature.substring(SIGNATURE_PREFIX.length()) : signature;
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(callback.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(told));
        } catch (IllegalArgumentException notHexadecimal) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private CompletableFuture<Void> report(String name, HttpConnection connection, String id, Receipt receipt) {
        return connection.idPointer() == null
                ? receipts.report(name, id, id, receipt)
                : receipts.report(name, id, receipt);
    }

    private static int written(CompletableFuture<Void> receipt) {
        try {
            receipt.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return HttpServletResponse.SC_NO_CONTENT;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        } catch (ExecutionException | TimeoutException failed) {
            log.atWarn().addKeyValue("reason", failed.toString()).log("a receipt is not safe yet");
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
    }
}
