package io.posthorn.bench;

import io.posthorn.core.resource.NumberType;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives every account what it needs to send: numbers in a pool. */
final class Setup {
    private static final String TRANSACTIONAL = "TRANSACTIONAL";

    private final HttpClient http;
    private final URI endpoint;
    private final Clock clock;
    private final NumberType type;

    /** @param type of the numbers */
    Setup(HttpClient http, URI endpoint, Clock clock, NumberType type) {
        this.http = http;
        this.endpoint = endpoint;
        this.clock = clock;
        this.type = type;
    }

    List<Sender> senders(List<Sender.Account> accounts, int numbers) {
        return accounts.stream().map(account -> sender(account, numbers)).toList();
    }

    private Sender sender(Sender.Account account, int numbers) {
        var api = new ApiClient(http, endpoint, account.signer(), clock);
        var ids = new ArrayList<String>();
        for (var i = 0; i < numbers; i++) {
            ids.add(api.call(
                            "RequestPhoneNumber",
                            Map.of(
                                    "IsoCountryCode",
                                    Sender.COUNTRY,
                                    "MessageType",
                                    TRANSACTIONAL,
                                    "NumberCapabilities",
                                    List.of("SMS"),
                                    "NumberType",
                                    type.name()))
                    .get("PhoneNumberId")
                    .stringValue());
        }
        var pool = api.call(
                        "CreatePool",
                        Map.of(
                                "OriginationIdentity",
                                ids.getFirst(),
                                "IsoCountryCode",
                                Sender.COUNTRY,
                                "MessageType",
                                TRANSACTIONAL))
                .get("PoolId")
                .stringValue();
        for (var id : ids.subList(1, ids.size())) {
            api.call(
                    "AssociateOriginationIdentity",
                    Map.of("PoolId", pool, "OriginationIdentity", id, "IsoCountryCode", Sender.COUNTRY));
        }
        return new Sender(account, pool);
    }
}
