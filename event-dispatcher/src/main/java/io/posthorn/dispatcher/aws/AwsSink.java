package io.posthorn.dispatcher.aws;

import io.posthorn.dispatcher.sink.Limits;
import io.posthorn.dispatcher.sink.Outcome;
import io.posthorn.dispatcher.sink.Place;
import io.posthorn.dispatcher.sink.Publication;
import io.posthorn.dispatcher.sink.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What the services have in common: batches of a bounded size, and errors that say whether it is worth another try. */
abstract class AwsSink<C> implements Sink {
    private static final int SERVER_FAULT = 500;

    /** What the owner of the place can mend, or time; AWS says all of it with a status of the 400s. */
    private static final Set<String> MENDABLE = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "AuthorizationErrorException",
            "EndpointDisabled",
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "KMSAccessDenied",
            "KMSDisabled",
            "NotFound",
            "NotFoundException",
            "OptInRequired",
            "ResourceNotFoundException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private final Clients<C> clients;
    private final Size size;

    /**
     * What one call takes.
     *
     * @param records most records
     * @param bytes most bytes of all of them
     * @param recordBytes most bytes of one
     * @param extra bytes that each record costs beside its own
     */
    record Size(int records, long bytes, long recordBytes, int extra) {
        long of(Publication publication) {
            return publication.json().getBytes(StandardCharsets.UTF_8).length + (long) extra;
        }
    }

    AwsSink(Clients<C> clients, Size size) {
        this.clients = clients;
        this.size = size;
    }

    /**
     * Calls the service once.
     *
     * @param batch no more than the service takes
     * @return an outcome for each record
     */
    abstract List<Outcome> call(C client, Place place, List<Publication> batch);

    @Override
    public Limits limits(Place place) {
        return new Limits(size.records(), size.bytes(), Duration.ZERO, false);
    }

    @Override
    public CompletableFuture<List<Outcome>> deliver(Place place, List<Publication> batch) {
        var client = clients.of(place);
        if (client.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new Outcome.TryAgain("no credentials are configured for its account and role").forAll(batch));
        }
        var outcomes = new ArrayList<Outcome>(batch.size());
        for (int from = 0; from < batch.size(); ) {
            int to = end(batch, from);
            outcomes.addAll(
                    to == from
                            ? List.of(new Outcome.GivenUp("it is longer than the service takes"))
                            : tried(client.get(), place, batch.subList(from, to)));
            from = Math.max(to, from + 1);
        }
        return CompletableFuture.completedFuture(outcomes);
    }

    /** Where the part of a batch ends that one call takes; where it begins if not even its first record fits. */
    private int end(List<Publication> batch, int from) {
        long bytes = 0;
        for (int to = from; to < batch.size(); to++) {
            var more = size.of(batch.get(to));
            bytes += more;
            if (to - from == size.records() || bytes > size.bytes() || more > size.recordBytes()) {
                return to;
            }
        }
        return batch.size();
    }

    /** A call that is refused as a whole is made again with less, until it is known which record is refused. */
    private List<Outcome> tried(C client, Place place, List<Publication> batch) {
        try {
            return call(client, place, batch);
        } catch (AwsServiceException fault) {
            if (batch.size() == 1 || isWorthAnotherTry(fault)) {
                return outcome(fault).forAll(batch);
            }
            var half = batch.size() / 2;
            var outcomes = new ArrayList<>(tried(client, place, batch.subList(0, half)));
            outcomes.addAll(tried(client, place, batch.subList(half, batch.size())));
            return outcomes;
        } catch (SdkClientException unreachable) {
            return new Outcome.TryAgain("it could not be called: " + unreachable.getMessage()).forAll(batch);
        }
    }

    /** What a refused call means for what was in it. */
    static Outcome outcome(AwsServiceException fault) {
        return isWorthAnotherTry(fault) ? new Outcome.TryAgain(code(fault)) : new Outcome.GivenUp(code(fault));
    }

    private static boolean isWorthAnotherTry(AwsServiceException fault) {
        return fault.isThrottlingException()
                || fault.isClockSkewException()
                || fault.statusCode() >= SERVER_FAULT
                || MENDABLE.contains(code(fault));
    }

    /** The error's name: what it says for people may repeat the request. */
    static String code(AwsServiceException fault) {
        var details = fault.awsErrorDetails();
        var code = details == null ? null : details.errorCode();
        return code == null ? "status " + fault.statusCode() : code;
    }
}
