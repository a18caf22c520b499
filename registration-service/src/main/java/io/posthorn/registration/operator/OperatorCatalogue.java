package io.posthorn.registration.operator;

import java.util.List;

/** Every operation of the operator that changes something. To add one, write its record and name it here. */
public final class OperatorCatalogue {
    public static final List<Class<? extends OperatorRequest>> REQUESTS = List.of(
            Accounts.CreateAccount.class,
            Accounts.UpdateAccount.class,
            Accounts.PutAccounts.class,
            AccessKeys.StoreAccessKey.class,
            AccessKeys.StoreAccessKeys.class,
            AccessKeys.UpdateAccessKey.class,
            AccessKeys.DeleteAccessKey.class,
            Numbers.PutNumbers.class,
            Numbers.DeleteNumber.class,
            SenderIds.PutSenderIds.class,
            SenderIds.DeleteSenderId.class,
            Prices.PutPrices.class,
            Prices.DeletePrice.class,
            Requests.CreateAccountRequest.class,
            Requests.ResubmitAccountRequest.class,
            Requests.DecideAccountRequest.class,
            Files.NoteFile.class);

    private OperatorCatalogue() {}
}
