package io.posthorn.core.operator;

import java.util.List;
import java.util.Optional;

/**
 * A kind of thing the operator keeps together with the type that holds it.
 *
 * @param path how the kind is written in keys
 */
public record OperatorKind<R extends OperatorResource>(String path, Class<R> type) {
    public static final OperatorKind<Account> ACCOUNT = new OperatorKind<>("account", Account.class);
    public static final OperatorKind<IssuedKey> ACCESS_KEY = new OperatorKind<>("access-key", IssuedKey.class);
    public static final OperatorKind<HeldNumber> NUMBER = new OperatorKind<>("number", HeldNumber.class);
    public static final OperatorKind<AvailableNumber> AVAILABLE_NUMBER =
            new OperatorKind<>("available-number", AvailableNumber.class);
    public static final OperatorKind<HeldSenderId> SENDER_ID = new OperatorKind<>("sender-id", HeldSenderId.class);
    public static final OperatorKind<ListedPrice> PRICE = new OperatorKind<>("price", ListedPrice.class);
    public static final OperatorKind<AccountRequest> REQUEST = new OperatorKind<>("request", AccountRequest.class);
    public static final OperatorKind<LoadedFile> FILE = new OperatorKind<>("file", LoadedFile.class);
    public static final OperatorKind<SigningKey> SIGNING_KEY = new OperatorKind<>("signing-key", SigningKey.class);

    public static final List<OperatorKind<?>> ALL =
            List.of(ACCOUNT, ACCESS_KEY, NUMBER, AVAILABLE_NUMBER, SENDER_ID, PRICE, REQUEST, FILE, SIGNING_KEY);

    /** What all keys of this kind begin with. */
    public String prefix() {
        return path + "/";
    }

    /** The kind a key belongs to. */
    public static Optional<OperatorKind<?>> ofKey(String key) {
        for (var kind : ALL) {
            if (key.startsWith(kind.prefix())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
