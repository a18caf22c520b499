package io.posthorn.core.resource;

import io.posthorn.core.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A destination an account in the sandbox may send to, once somebody who reads its messages has told the code sent to
 * it.
 *
 * @param id {@code verified-} and 32 hex digits
 * @param code the code that is waited for, if one is
 * @param codeMessages the messages with codes of the last day, or else the last one, oldest first
 */
public record VerifiedDestinationNumber(
        String id,
        PhoneNumber number,
        VerificationStatus status,
        @Nullable Code code,
        List<CodeMessage> codeMessages,
        List<Tag> tags,
        Instant createdAt)
        implements Resource {

    public VerifiedDestinationNumber {
        codeMessages = List.copyOf(codeMessages);
        tags = List.copyOf(tags);
    }

    /**
     * A code that was sent.
     *
     * @param validUntil from when on it proves nothing any more
     * @param wrongTries how often another code was told since
     */
    public record Code(String digits, Instant validUntil, int wrongTries) {
        /** The code does not belong into logs. */
        @Override
        public String toString() {
            return "Code[validUntil=" + validUntil + ", wrongTries=" + wrongTries + "]";
        }
    }

    /**
     * A message that took a code to the destination. Such messages may be sent although the destination is not
     * verified.
     *
     * @param free whether nothing is charged for it, as for the first code of each destination
     */
    public record CodeMessage(String messageId, Instant sentAt, boolean free) {}

    @Override
    public ResourceKind<VerifiedDestinationNumber> kind() {
        return ResourceKind.VERIFIED_DESTINATION_NUMBER;
    }

    /** Whether the account may send to it from the sandbox. */
    public boolean isVerified() {
        return status == VerificationStatus.VERIFIED;
    }

    /** The message with a code that has this id. */
    public Optional<CodeMessage> codeMessage(String messageId) {
        return codeMessages.stream()
                .filter(message -> message.messageId().equals(messageId))
                .findFirst();
    }

    /** The same destination, waiting for {@code code}. */
    public VerifiedDestinationNumber awaiting(Code code, List<CodeMessage> codeMessages) {
        return new VerifiedDestinationNumber(id, number, status, code, codeMessages, tags, createdAt);
    }

    /** The same destination after a wrong code was told. */
    public VerifiedDestinationNumber afterWrongTry(Code code) {
        return awaiting(new Code(code.digits(), code.validUntil(), code.wrongTries() + 1), codeMessages);
    }

    /** The same destination after the right code was told. */
    public VerifiedDestinationNumber verified() {
        return new VerifiedDestinationNumber(
                id, number, VerificationStatus.VERIFIED, null, codeMessages, tags, createdAt);
    }

    /** The same destination with other tags. */
    public VerifiedDestinationNumber tagged(List<Tag> tags) {
        return new VerifiedDestinationNumber(id, number, status, code, codeMessages, tags, createdAt);
    }
}
