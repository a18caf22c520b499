package io.posthorn.dispatcher.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.core.AccountId;
import io.posthorn.core.api.output.WireJson;
import io.posthorn.dispatcher.file.DayFiles;
import io.posthorn.dispatcher.file.DayReader;
import io.posthorn.platform.control.ReplyAddress;
import io.posthorn.platform.kafka.InfrastructureException;
import io.posthorn.platform.stage.Inbound;
import io.posthorn.platform.stage.Outputs;
import io.posthorn.platform.stage.PartitionProcessor;
import io.posthorn.platform.stage.StageSpec;
import io.posthorn.schemas.AuditRecord;
import io.posthorn.schemas.LogLookup;
import io.posthorn.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down in files what was called, and answers questions about it: {@code <account>/<UTC day>.jsonl}, a line for
 * each call. While files cannot be written nothing is taken from the topic, and nothing is lost as long as it keeps the
 * records.
 */
public final class AuditLog implements PartitionProcessor {
    private final Path directory;
    private final DayReader reader;
    private final Duration retention;
    private final Map<AccountId, List<DayFiles.Line>> batch = new HashMap<>();

    /** When old days are removed next; empty where they are kept. */
    private Optional<Instant> nextSweep;

    private AuditLog(Path directory, DayReader reader, Duration retention, Instant now) {
        this.directory = directory;
        this.reader = reader;
        this.retention = retention;
        nextSweep = retention.isZero() ? Optional.empty() : Optional.of(now);
    }

    /**
     * The stage.
     *
     * @param directory has a directory for each account
     */
    public static StageSpec<AuditLog> stage(
            Path directory, AuditProperties properties, Clock clock, MeterRegistry meters) {
        var reader = new DayReader(meters.counter("posthorn.dispatcher.audit.unreadable"));
        return StageSpec.of("audit-log", AuditLog.class)
                .reads(Topics.AUDIT_RECORDS, AuditLog::onCall)
                .reads(Topics.AUDIT_LOOKUPS, AuditLog::onLookup)
                .with(partition -> new AuditLog(directory, reader, properties.retention(), clock.instant()));
    }

    private void onCall(Inbound<AuditRecord> inbound, Outputs out) {
        var call = inbound.value();
        batch.computeIfAbsent(new AccountId(call.getAccountId()), any -> new ArrayList<>())
                .add(new DayFiles.Line(inbound.offset(), call.getCalledAt(), call.getJson()));
    }

    private void onLookup(Inbound<LogLookup> inbound, Outputs out) {
        var lookup = inbound.value();
        var question = AuditQuestion.of(lookup.getInput());
        var found = new AuditSearch(reader, files(new AccountId(lookup.getAccountId())), question).search();
        new ReplyAddress(lookup.getLookupId(), lookup.getReplyTo())
                .reply(true, WireJson.MAPPER.writeValueAsString(found), out);
    }

    private DayFiles files(AccountId account) {
        return new DayFiles(directory.resolve(account.value()));
    }

    @Override
    public void endBatch(Outputs out) {
        try {
            for (var each : batch.entrySet()) {
                files(each.getKey()).append(Topics.AUDIT_RECORDS.name(), each.getValue());
            }
        } catch (IOException failed) {
            throw new InfrastructureException("the files of the audit log cannot be written", failed);
        }
        batch.clear();
    }

    @Override
    public Optional<Instant> nextWake() {
        return nextSweep;
    }

    @Override
    public void wake(Instant now, Outputs out) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var oldest = LocalDate.ofInstant(now.minus(retention), ZoneOffset.UTC);
        nextSweep = Optional.of(today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        if (Files.isDirectory(directory)) {
            try (var accounts = Files.list(directory)) {
                for (var account : accounts.toList()) {
                    new DayFiles(account).removeBefore(oldest);
                }
            } catch (IOException failed) {
                throw new InfrastructureException("old files of the audit log cannot be removed", failed);
            }
        }
    }
}
