package io.posthorn.platform.operator;

import io.posthorn.core.AccountId;
import io.posthorn.core.PhoneNumber;
import io.posthorn.core.account.AccountStatus;
import io.posthorn.core.account.AccountTier;
import io.posthorn.core.operator.Account;
import io.posthorn.core.operator.AccountRequest;
import io.posthorn.core.operator.AvailableNumber;
import io.posthorn.core.operator.HeldNumber;
import io.posthorn.core.operator.HeldSenderId;
import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.ListedPrice;
import io.posthorn.core.operator.LoadedFile;
import io.posthorn.core.operator.NumberLease;
import io.posthorn.core.operator.OperatorResource;
import io.posthorn.core.operator.SigningKey;
import io.posthorn.core.price.Price;
import io.posthorn.core.resource.Capability;
import io.posthorn.core.resource.MessageType;
import io.posthorn.core.resource.NumberType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.AccessKey;
import io.posthorn.schemas.InventoryNumber;
import io.posthorn.schemas.InventorySenderId;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns what the operator keeps into records of the {@code operator-resources} topic and back. */
public final class OperatorRecords {
    private OperatorRecords() {}

    /** The record of a resource. */
    public static io.posthorn.schemas.OperatorResource toRecord(OperatorResource resource) {
        SpecificRecord value =
                switch (resource) {
                    case Account account -> account(account);
                    case IssuedKey key ->
                        new AccessKey(
                                key.id(),
                                key.secret(),
                                key.account().value(),
                                key.active(),
                                key.description(),
                                key.createdAt());
                    case HeldNumber number -> number(number);
                    case AvailableNumber available ->
                        new io.posthorn.schemas.AvailableNumber(
                                available.number().value());
                    case HeldSenderId held ->
                        new InventorySenderId(
                                held.senderId(),
                                held.country(),
                                held.carrier(),
                                held.partsPerSecond(),
                                held.monthlyLeasingPrice().toPlainString(),
                                held.registrationRequired(),
                                held.withheld());
                    case ListedPrice listed ->
                        new io.posthorn.schemas.ListedPrice(
                                listed.channel(),
                                listed.country(),
                                listed.route(),
                                listed.price().perUnit().toPlainString(),
                                listed.price().carrierFee().toPlainString());
                    case AccountRequest request ->
                        new io.posthorn.schemas.AccountRequest(
                                request.id(),
                                request.account().value(),
                                request.requested().name(),
                                request.subject(),
                                request.value(),
                                request.useCase(),
                                request.status().name(),
                                request.answer(),
                                request.createdAt(),
                                request.updatedAt());
                    case LoadedFile file ->
                        new io.posthorn.schemas.LoadedFile(file.name(), file.digest(), file.loadedAt());
                    case SigningKey key ->
                        new io.posthorn.schemas.SigningKey(
                                key.id(), key.privateKey(), key.certificate(), key.createdAt());
                };
        return new io.posthorn.schemas.OperatorResource(value);
    }

    /**
     * The resource of a record.
     *
     * @param id the id part of the record's key
     */
    public static OperatorResource fromRecord(String id, io.posthorn.schemas.OperatorResource rec) {
        return switch (rec.getValue()) {
            case io.posthorn.schemas.Account account -> account(account);
            case AccessKey key ->
                new IssuedKey(
                        key.getId(),
                        key.getSecret(),
                        new AccountId(key.getAccountId()),
                        key.getActive(),
                        key.getDescription(),
                        key.getCreatedAt());
            case InventoryNumber number -> number(number);
            case io.posthorn.schemas.AvailableNumber available -> available(id, available);
            case InventorySenderId held ->
                new HeldSenderId(
                        held.getSenderId(),
                        held.getIsoCountryCode(),
                        held.getCarrier(),
                        held.getPartsPerSecond(),
                        new BigDecimal(held.getMonthlyLeasingPrice()),
                        held.getRegistrationRequired(),
                        held.getWithheld());
            case io.posthorn.schemas.ListedPrice listed ->
                new ListedPrice(
                        listed.getChannel(),
                        listed.getIsoCountryCode(),
                        listed.getRoute(),
                        new Price(new BigDecimal(listed.getPerUnit()), new BigDecimal(listed.getCarrierFee())));
            case io.posthorn.schemas.AccountRequest request ->
                new AccountRequest(
                        request.getId(),
                        new AccountId(request.getAccountId()),
                        AccountRequest.Kind.valueOf(request.getKind()),
                        request.getSubject(),
                        request.getValue(),
                        request.getUseCase(),
                        AccountRequest.Status.valueOf(request.getStatus()),
                        request.getAnswer(),
                        request.getCreatedAt(),
                        request.getUpdatedAt());
            case io.posthorn.schemas.LoadedFile file ->
                new LoadedFile(file.getName(), file.getDigest(), file.getLoadedAt());
            case io.posthorn.schemas.SigningKey key ->
                new SigningKey(key.getId(), key.getPrivateKey(), key.getCertificate(), key.getCreatedAt());
            case Object other ->
                throw new IllegalArgumentException(
                        "no resource of the operator: " + other.getClass().getName());
        };
    }

    private static io.posthorn.schemas.Account account(Account account) {
        var spend = new TreeMap<String, String>();
        account.maxMonthlySpend().forEach((channel, amount) -> spend.put(channel.name(), amount.toPlainString()));
        return new io.posthorn.schemas.Account(
                account.id(),
                account.name(),
                account.tier().name(),
                account.status().name(),
                new TreeMap<>(account.quotas()),
                spend,
                account.createdAt());
    }

    private static Account account(io.posthorn.schemas.Account rec) {
        var spend = new EnumMap<Channel, BigDecimal>(Channel.class);
        rec.getMaxMonthlySpend()
                .forEach((channel, amount) -> spend.put(Channel.valueOf(channel), new BigDecimal(amount)));
        return new Account(
                new AccountId(rec.getId()),
                rec.getName(),
                AccountTier.valueOf(rec.getTier()),
                AccountStatus.valueOf(rec.getStatus()),
                rec.getQuotas(),
                spend,
                rec.getCreatedAt());
    }

    private static InventoryNumber number(HeldNumber number) {
        var type = number.messageType();
        var lease = number.lease();
        return new InventoryNumber(
                number.id(),
                number.country(),
                number.type().name(),
                number.capabilities().stream().map(Enum::name).sorted().toList(),
                type == null ? null : io.posthorn.schemas.MessageType.valueOf(type.name()),
                number.carrier(),
                number.partsPerSecond(),
                number.monthlyLeasingPrice().toPlainString(),
                number.twoWaySupported(),
                number.registrationRequired(),
                number.withheld(),
                lease == null ? null : lease.scope().account().value(),
                lease == null ? null : lease.scope().region(),
                lease == null ? null : lease.id(),
                lease == null ? null : lease.since());
    }

    private static HeldNumber number(InventoryNumber rec) {
        var type = rec.getMessageType();
        return new HeldNumber(
                new PhoneNumber(rec.getPhoneNumber()),
                rec.getIsoCountryCode(),
                NumberType.valueOf(rec.getNumberType()),
                rec.getCapabilities().stream().map(Capability::valueOf).collect(Collectors.toSet()),
                type == null ? null : MessageType.valueOf(type.name()),
                rec.getCarrier(),
                rec.getPartsPerSecond(),
                new BigDecimal(rec.getMonthlyLeasingPrice()),
                rec.getTwoWaySupported(),
                rec.getRegistrationRequired(),
                rec.getWithheld(),
                lease(rec));
    }

    private static @Nullable NumberLease lease(InventoryNumber rec) {
        var account = rec.getAccountId();
        var region = rec.getRegion();
        var id = rec.getLeaseId();
        var since = rec.getLeasedAt();
        return account == null || region == null || id == null || since == null
                ? null
                : new NumberLease(new Scope(new AccountId(account), region), id, since);
    }

    private static AvailableNumber available(String id, io.posthorn.schemas.AvailableNumber rec) {
        var parts = id.split("/", 3);
        return new AvailableNumber(parts[0], NumberType.valueOf(parts[1]), new PhoneNumber(rec.getPhoneNumber()));
    }
}
