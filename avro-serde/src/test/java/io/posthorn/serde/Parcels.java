package io.posthorn.serde;

import io.posthorn.serde.example.Parcel;
import io.posthorn.serde.example.Size;
import io.posthorn.serde.example.Stop;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Example values that use every kind of field that matters on the wire. */
final class Parcels {
    private Parcels() {}

    static Parcel aParcel(String id) {
        return Parcel.newBuilder()
                .setId(id)
                .setWeight(-300)
                .setNote("mind the 猫 \uD83D\uDE00")
                .setSize(Size.LARGE)
                .setPrice(new BigDecimal("0.00581"))
                .setPostedAt(Instant.parse("2026-02-03T04:05:06.789Z"))
                .setStops(List.of(new Stop("Bath"), new Stop("York")))
                .setLabels(Map.of("fragile", "yes"))
                .build();
    }
}
