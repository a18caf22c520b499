package io.posthorn.gateway.optout;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.ResourceType;
import io.posthorn.core.csv.Csv;
import io.posthorn.core.resource.AccountResources;
import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.ResourceKind;
import io.posthorn.core.resource.Scope;
import io.posthorn.gateway.csv.CsvShape;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OfferedOperation;
import io.posthorn.gateway.read.OptedOutNumbers;
import io.posthorn.schemas.OptOutEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The operations that take in and write out the numbers on a list, however many there are. */
public final class OptOutTables {
    /** Each has some thousand numbers on the way. */
    private static final int IMPORTS_AT_A_TIME = 4;

    private final Function<Scope, AccountResources> resources;
    private final Owner owner;
    private final OptedOutNumbers numbers;
    private final ToIntFunction<String> partitions;
    private final Clock clock;
    private final CsvShape table;
    private final Semaphore imports = new Semaphore(IMPORTS_AT_A_TIME);

    /** Puts recipients on a list. */
    @FunctionalInterface
    public interface Owner {
        /** Takes recipients whose keys lead to one partition, and answers once the change can be seen here. */
        Answer put(Call call, OptOutList list, List<OptOutEntry> entries);
    }

    /** @param partitions where the key of a recipient leads */
    public OptOutTables(
            Function<Scope, AccountResources> resources,
            Owner owner,
            OptedOutNumbers numbers,
            ToIntFunction<String> partitions,
            Clock clock) {
        this.resources = resources;
        this.owner = owner;
        this.numbers = numbers;
        this.partitions = partitions;
        this.clock = clock;
        table = new CsvShape(ApiModel.load("opt-outs.json")
                .operation("ExportOptedOutNumbers")
                .map(Operation::output)
                .orElseThrow());
    }

    /** All of them. */
    public List<OfferedOperation> offered() {
        return List.of(
                new OfferedOperation("ImportOptedOutNumbers", call -> onList(call, this::take)),
                new OfferedOperation("ExportOptedOutNumbers", call -> onList(call, this::give)));
    }

    private Answer onList(Call call, BiFunction<Call, OptOutList, Answer> answer) {
        var named = call.input().required("OptOutListName").stringValue();
        return resources
                .apply(call.caller())
                .findNamed(ResourceKind.OPT_OUT_LIST, named)
                .map(list -> answer.apply(call, list))
                .orElseGet(() -> new Answer.Refused(new ApiError.ResourceNotFound(ResourceType.OPT_OUT_LIST, named)));
    }

    private Answer take(Call call, OptOutList list) {
        if (!imports.tryAcquire()) {
            return new Answer.Refused(new ApiError.Throttling("Too many imports at a time"));
        }
        try {
            var isDryRun = call.input().path("DryRun").asBoolean(false);
            return new OptOutImport(
                            call.caller(),
                            table,
                            isDryRun ? OptOutImport::nothing : entries -> owner.put(call, list, entries),
                            partitions,
                            clock.instant())
                    .take(call.body());
        } finally {
            imports.release();
        }
    }

    private Answer give(Call call, OptOutList list) {
        return new Answer.Streamed(out -> write(out, call.caller(), list));
    }

    private void write(OutputStream out, Scope scope, OptOutList list) throws IOException {
        var writer = Csv.writer(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.writeRecord(table.columns());
        try (var all = numbers.after(scope, list, "")) {
            all.forEach(number -> writer.writeRecord(
                    number.optedOutNumber(),
                    number.optedOutTimestamp().toString(),
                    Boolean.toString(number.endUserOptedOut())));
            writer.flush();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }
}
