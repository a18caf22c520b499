package io.posthorn.core.operator;

/** Something the operator keeps. */
public sealed interface OperatorResource
        permits Account,
                IssuedKey,
                HeldNumber,
                AvailableNumber,
                HeldSenderId,
                ListedPrice,
                AccountRequest,
                LoadedFile,
                SigningKey {

    OperatorKind<?> kind();

    /** Unique among the resources of this kind. */
    String id();

    /** Unique among all resources of the operator. */
    default String key() {
        return kind().prefix() + id();
    }
}
