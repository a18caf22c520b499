package io.posthorn.core.simulator;

import io.posthorn.core.PhoneNumber;
import io.posthorn.core.simulator.SimulatorDestination.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The simulator destinations of the service's user guide: one that succeeds and one that fails for each country. */
public final class SimulatorDestinations {
    /** All of them. */
    public static final List<SimulatorDestination> ALL = Stream.of(
                    pair("AU", "+61455944038", "+61455944039"),
                    pair("AT", "+43676800442031", "+43676800442032"),
                    pair("BE", "+32460213922", "+32460213923"),
                    pair("CL", "+56229140630", "+56229140631"),
                    pair("CZ", "+420790542286", "+420790542287"),
                    pair("DK", "+4525919410", "+4525919215"),
                    pair("EE", "+37282720792", "+37282720793"),
                    pair("FI", "+3584573979110", "+3584573979111"),
                    pair("FR", "+33755512501", "+33755512502"),
                    pair("HK", "+85257048426", "+85257048854"),
                    pair("HU", "+36707178770", "+36707178772"),
                    pair("IT", "+394390009172", "+394390009174"),
                    pair("JE", "+447937404990", "+447937404992"),
                    pair("LU", "+352691385880", "+352691385882"),
                    pair("NL", "+3197008100148", "+3197008100150"),
                    pair("NO", "+4759449384", "+4759449387"),
                    pair("PL", "+48732141440", "+48732141442"),
                    pair("PT", "+351927946948", "+351927946950"),
                    pair("RO", "+40783900330", "+40783900332"),
                    pair("ES", "+34683783440", "+34683783442"),
                    pair("SE", "+46790645100", "+46790645102"),
                    pair("CH", "+41798075872", "+41798075874"),
                    pair("TW", "+886903444630", "+886903444632"),
                    pair("GB", "+447860019066", "+447860019067"),
                    pair("US", "+14254147755", "+14254147167"))
            .flatMap(Function.identity())
            .toList();

    private static final Map<PhoneNumber, SimulatorDestination> BY_NUMBER =
            ALL.stream().collect(Collectors.toUnmodifiableMap(SimulatorDestination::number, Function.identity()));

    private SimulatorDestinations() {}

    /** The simulator destination with this number; empty where the number may be a person's. */
    public static Optional<SimulatorDestination> find(PhoneNumber number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    private static Stream<SimulatorDestination> pair(String country, String success, String failure) {
        return Stream.of(
                new SimulatorDestination(new PhoneNumber(success), country, Outcome.DELIVERED),
                new SimulatorDestination(new PhoneNumber(failure), country, Outcome.UNREACHABLE));
    }
}
