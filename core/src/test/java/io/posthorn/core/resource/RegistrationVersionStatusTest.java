package io.posthorn.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.RegistrationVersionStatus.Move;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationVersionStatusTest {

    /** All statuses and all moves: an empty cell cannot happen. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    from,      submit,    discard,   start,     approve,  deny,   revoke,  supersede
                    DRAFT,     SUBMITTED, ,          ,          ,         ,       ,
                    SUBMITTED, ,          DISCARDED, REVIEWING, APPROVED, DENIED, ,
                    REVIEWING, ,          ,          ,          APPROVED, DENIED, ,
                    APPROVED,  ,          ,          ,          ,         ,       REVOKED, ARCHIVED
                    DISCARDED, ,          ,          ,          ,         ,       ,
                    DENIED,    ,          ,          ,          ,         ,       ,
                    REVOKED,   ,          ,          ,          ,         ,       ,
                    ARCHIVED,  ,          ,          ,          ,         ,       ,
                    """)
    void goesItsWay(
            RegistrationVersionStatus from,
            RegistrationVersionStatus submit,
            RegistrationVersionStatus discard,
            RegistrationVersionStatus start,
            RegistrationVersionStatus approve,
            RegistrationVersionStatus deny,
            RegistrationVersionStatus revoke,
            RegistrationVersionStatus supersede) {
        assertThat(from.after(Move.SUBMIT).orElse(null)).isEqualTo(submit);
        assertThat(from.after(Move.DISCARD).orElse(null)).isEqualTo(discard);
        assertThat(from.after(Move.START_REVIEW).orElse(null)).isEqualTo(start);
        assertThat(from.after(Move.APPROVE).orElse(null)).isEqualTo(approve);
        assertThat(from.after(Move.DENY).orElse(null)).isEqualTo(deny);
        assertThat(from.after(Move.REVOKE).orElse(null)).isEqualTo(revoke);
        assertThat(from.after(Move.SUPERSEDE).orElse(null)).isEqualTo(supersede);
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT, false, false",
        "SUBMITTED, true, false",
        "REVIEWING, true, false",
        "APPROVED, false, true",
        "DISCARDED, false, true",
        "DENIED, false, true",
        "REVOKED, false, true",
        "ARCHIVED, false, true"
    })
    void isWithTheReviewersOrOutOfTheWay(RegistrationVersionStatus status, boolean underReview, boolean settled) {
        assertThat(status.isUnderReview()).isEqualTo(underReview);
        assertThat(status.isSettled()).isEqualTo(settled);
    }
}
