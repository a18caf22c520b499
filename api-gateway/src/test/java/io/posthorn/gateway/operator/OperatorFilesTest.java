package io.posthorn.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.core.AccountId;
import io.posthorn.core.account.AccountDefaults;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.operator.IssuedKey;
import io.posthorn.core.operator.LoadedFile;
import io.posthorn.core.operator.OperatorDirectory;
import io.posthorn.core.operator.SecretSeal;
import io.posthorn.core.send.Backlog;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.platform.backlog.BacklogView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class OperatorFilesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ApiModel MODEL = ApiModel.load(OperatorOperations.MODEL);
    private static final String HEADER = "accountId,accessKeyId,secret,status,description\n";

    private static final BacklogView NOTHING_WAITS = new BacklogView() {
        @Override
        public Optional<Backlog> of(AccountId account, String originationIdentity) {
            return Optional.empty();
        }

        @Override
        public long waitingMessages(AccountId account) {
            return 0;
        }

        @Override
        public Stream<Queue> after(String key) {
            return Stream.empty();
        }
    };

    @TempDir
    private Path directory;

    private final OperatorDirectory state = new OperatorDirectory(AccountDefaults.GUIDE);
    private final SecretSeal seal = SecretSeal.with(new byte[SecretSeal.KEY_LENGTH]);
    private final Map<String, String> variables = new HashMap<>(Map.of("SHOP_SECRET", "a-secret-of-the-shop"));

    /** Operations that were carried out, each with its input. */
    private final List<String> carriedOut = new ArrayList<>();

    private Answer stage(String operation, ObjectNode input) {
        switch (operation) {
            case "NoteFile" ->
                state.put(new LoadedFile(
                        input.required("Name").asString(),
                        input.required("Digest").asString(),
                        NOW));
            case "StoreAccessKeys" -> {
                input.required("AccessKeys")
                        .forEach(key -> state.put(new IssuedKey(
                                key.required("AccessKeyId").asString(),
                                key.required("SealedSecret").asString(),
                                new AccountId(key.required("AccountId").asString()),
                                !key.path("Status").asString("").equals("INACTIVE"),
                                "",
                                NOW)));
                carriedOut.add(operation);
            }
            default -> carriedOut.add(operation + " " + input);
        }
        return new Answer.Done("{}");
    }

    private OperatorFiles start() {
        var operations = new OperatorOperations(state, this::stage, "configured"::equals, seal, NOTHING_WAITS);
        var files = new OperatorFiles(
                List.of(directory),
                new Imports(MODEL, state, operations::carryOut),
                state,
                this::stage,
                seal,
                variables::get);
        files.start();
        await().until(files::isDone);
        files.stop();
        return files;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String secretOf(String key) {
        return seal.open(key, state.key(key).orElseThrow().secret()).orElseThrow();
    }

    @Test
    void takesAccountsBeforeTheirKeysAndBothOnce() throws Exception {
        write(
                "access-keys.csv",
                HEADER + "111122223333,shop-1,${SHOP_SECRET},,\n111122223333,shop-2,as-it-is-given-here,INACTIVE,\n");
        write("ours-accounts.csv", "accountId,quotas.PhoneNumbers,maxMonthlySpend.TEXT\n111122223333,40,50.00\n");

        assertThat(start().wrong()).isZero();
        assertThat(start().wrong()).isZero();

        assertThat(carriedOut)
                .containsExactly(
                        "PutAccounts {\"Accounts\":[{\"AccountId\":\"111122223333\","
                                + "\"Quotas\":{\"PhoneNumbers\":40},\"MaxMonthlySpend\":{\"TEXT\":\"50.00\"}}]}",
                        "StoreAccessKeys");
        assertThat(secretOf("shop-1")).isEqualTo("a-secret-of-the-shop");
        assertThat(secretOf("shop-2")).isEqualTo("as-it-is-given-here");
        assertThat(state.key("shop-2").orElseThrow().active()).isFalse();
    }

    @Test
    void takesAFileAgainWhenAVariableItNamesHasChanged() throws Exception {
        write("access-keys.csv", HEADER + "111122223333,shop-1,${SHOP_SECRET},,\n");
        start();
        var sealed = state.key("shop-1").orElseThrow().secret();
        write("access-keys.csv", HEADER + "111122223333,shop-1,${SHOP_SECRET},,ours\n");
        start();
        assertThat(state.key("shop-1").orElseThrow().secret())
                .as("a secret that has not changed stays as it was sealed")
                .isEqualTo(sealed);

        variables.put("SHOP_SECRET", "another-secret-by-now");
        start();

        assertThat(carriedOut).hasSize(3);
        assertThat(secretOf("shop-1")).isEqualTo("another-secret-by-now");
    }

    @Test
    void takesNothingOfAFileThatIsWrong() throws Exception {
        write(
                "access-keys.csv",
                HEADER + "111122223333,shop-1,${SHOP_SECRET},,\n111122223333,shop-2,${NOBODY_HAS_SET_THIS},,\n");
        write("prices.csv", "channel,isoCountryCode\nTEXT,US\n");

        assertThat(start().wrong()).isEqualTo(2);

        assertThat(carriedOut).isEmpty();
        assertThat(state.key("shop-1")).isEmpty();
    }

    @Test
    void tellsWrongLinesOfKeysWithoutTheirSecrets() {
        var operations = new OperatorOperations(state, this::stage, "configured"::equals, seal, NOTHING_WAITS);
        var imports = new Imports(MODEL, state, operations::carryOut);

        var outcome = imports.take(
                "access-keys",
                HEADER + "1,shop-1,too-short,,\n111122223333,shop-2,${NOBODY_HAS_SET_THIS},LOST,\n"
                        + "111122223333,shop-2,\"with blanks in between\",,\n",
                false,
                variables::get);

        assertThat(outcome).isInstanceOfSatisfying(Imports.Outcome.Wrong.class, wrong -> {
            assertThat(wrong.errors().stream().map(error -> error.line() + " " + error.column()))
                    .containsExactly("2 accountId", "2 secret", "3 secret", "4 secret");
            assertThat(wrong.errors().toString()).doesNotContain("too-short", "with blanks");
        });
    }

    @Test
    void leavesKeysOfTheConfigurationAlone() {
        var operations = new OperatorOperations(state, this::stage, "configured"::equals, seal, NOTHING_WAITS);
        var imports = new Imports(MODEL, state, operations::carryOut);

        var outcome = imports.take(
                "access-keys", HEADER + "111122223333,configured,long-enough-to-be-one,,\n", false, variables::get);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Imports.Outcome.Wrong.class,
                        wrong -> assertThat(wrong.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.line()).isEqualTo(2)));
        assertThat(imports.exported()).doesNotContain("access-keys");
    }
}
