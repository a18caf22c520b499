package io.posthorn.send.carrier;

import java.util.List;

/** Carriers that the configuration names, and of which nobody knows beforehand how many there are. */
@FunctionalInterface
public interface CarrierGroup {
    List<Carrier> carriers();
}
