package io.posthorn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.bench.KannelConfiguration.Store;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KannelConfigurationTest {

    private static List<String> groups(Store store) {
        var text = new KannelConfiguration(1, 2, 3, 4, store, Path.of("/data")).text();
        return Arrays.stream(text.split("\n\n", -1)).map(String::strip).toList();
    }

    @Test
    void writesOneGroupForEachPart() {
        assertThat(groups(Store.FILE))
                .extracting(group -> group.lines().findFirst().orElse(""))
                .containsExactly("group = core", "group = smsc", "group = smsbox", "group = sendsms-user");
    }

    @Test
    void sendsEachConnectionToItsPort() {
        var groups = groups(Store.FILE);

        assertThat(groups.get(0)).contains("admin-port = 1", "smsbox-port = 2");
        assertThat(groups.get(1)).contains("\nport = 4", "max-pending-submits = " + KannelConfiguration.WINDOW);
        assertThat(groups.get(2)).contains("bearerbox-port = 2", "sendsms-port = 3");
    }

    @Test
    void keepsMessagesInAFileOrInASpool() {
        assertThat(groups(Store.FILE).getFirst()).contains("store-type = file", "store-location = /data/kannel.store");
        assertThat(groups(Store.SPOOL).getFirst()).contains("store-type = spool", "store-location = /data/spool");
    }
}
