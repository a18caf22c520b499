package io.posthorn.core.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.resource.FieldValue;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.StoredContent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the forms make of answers, on their own and together. */
class FormTest {
    private static final RegistrationType BRAND = RegistrationTypes.builtIn().get("US_TEN_DLC_BRAND_REGISTRATION");
    private static final RegistrationType CAMPAIGN =
            RegistrationTypes.builtIn().get("US_TEN_DLC_CAMPAIGN_REGISTRATION");
    private static final RegistrationType TOLL_FREE =
            RegistrationTypes.builtIn().get("US_TOLL_FREE_REGISTRATION");
    private static final RegistrationType SINGAPORE =
            RegistrationTypes.builtIn().get("SG_SENDER_ID_REGISTRATION");

    private static List<String> problems(RegistrationType type, Map<String, FieldValue> changed) {
        var answers = new TreeMap<>(SampleAnswers.of(type));
        answers.putAll(changed);
        return type.problems(answers).stream()
                .map(RegistrationType.Problem::fieldPath)
                .toList();
    }

    private static FieldValue text(String text) {
        return new FieldValue.Text(text);
    }

    private static FieldValue choice(String... options) {
        return new FieldValue.Choices(List.of(options));
    }

    @ParameterizedTest(name = "{0} company of {1} with tax id {2}: {3}")
    @CsvSource({
        "PRIVATE_PROFIT, US, 123456789, ''",
        "PRIVATE_PROFIT, US, 12-3456789, ''",
        "PRIVATE_PROFIT, US, 12345678, companyInfo.taxId",
        "PRIVATE_PROFIT, FR, 40303265045, ''",
        "NON_PROFIT, US, 123456789, ''",
        "GOVERNMENT, US, 123456789, ''",
        "NON_PROFIT, DE, 123456789, companyInfo.legalType",
        "GOVERNMENT, CA, 123456789, companyInfo.legalType",
        "PUBLIC_PROFIT, US, 123456789, companyInfo.stockSymbol companyInfo.stockExchange",
        "PUBLIC_PROFIT, DE, 123456789, companyInfo.stockSymbol companyInfo.stockExchange"
    })
    void asksBrandsForWhatTheirLegalFormNeeds(String legalType, String country, String taxId, String expected) {
        assertThat(String.join(
                        " ",
                        problems(
                                BRAND,
                                Map.of(
                                        "companyInfo.legalType", choice(legalType),
                                        "companyInfo.taxIdIssuingCountry", text(country),
                                        "companyInfo.taxId", text(taxId)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SMS, ''", "SMS and VOICE, ''", "SMS and MMS, mmsFileSamples.mmsFileSample1"})
    void asksCampaignsWithMmsForAnImage(String capabilities, String expected) {
        assertThat(String.join(
                        " ",
                        problems(CAMPAIGN, Map.of("campaignCapabilities.numberCapabilities", choice(capabilities)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"OTHER, messagingUseCase.useCaseDetails", "NOTIFICATIONS, ''"})
    void asksWhatOtherMeans(String category, String expected) {
        assertThat(String.join(" ", problems(TOLL_FREE, Map.of("messagingUseCase.useCaseCategory", choice(category)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Yes, senderIdInfo.letterOfAuthorization", "No, ''"})
    void asksThoseWhoRegisterForAnotherForALetter(String answer, String expected) {
        assertThat(String.join(" ", problems(SINGAPORE, Map.of("senderIdInfo.onBehalfOfOther", choice(answer)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} characters: right = {1}")
    @CsvSource({"19, false", "20, true", "160, true", "161, false"})
    void boundsTheHelpMessage(int length, boolean right) {
        var field = CAMPAIGN.field("campaignInfo.helpMessage").orElseThrow();

        assertThat(Answers.problem(field, text("x".repeat(length))).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({
        "contactInfo.supportPhoneNumber, +12065550142, true",
        "contactInfo.supportPhoneNumber, +1 (206) 555-0142, false",
        "contactInfo.supportPhoneNumber, 12065550142, false",
        "companyInfo.website, https://www.example.com, true",
        "companyInfo.website, www.example.com, false",
        "companyInfo.isoCountryCode, US, true",
        "companyInfo.isoCountryCode, us, false",
        "companyInfo.isoCountryCode, USA, false",
        "contactInfo.supportEmail, support@example.com, true",
        "contactInfo.supportEmail, support, false",
        "companyInfo.companyName, '   ', false"
    })
    void knowsWhatTextsLookLike(String path, String text, boolean right) {
        var field = TOLL_FREE.field(path).orElseThrow();

        assertThat(Answers.problem(field, text(text)).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"T12LL1234A, true", "201912345K, true", "12345678X, true", "123456789, false", "X12LL1234A, false"})
    void knowsAUen(String uen, boolean right) {
        var field = SINGAPORE.field("companyInfo.taxId").orElseThrow();

        assertThat(Answers.problem(field, text(uen)).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLECO, true",
        "abc, true",
        "A-1, true",
        "ab, false",
        "123456, false",
        "TWELVELETTER, false",
        "A B, false"
    })
    void knowsASenderId(String senderId, boolean right) {
        var field = SINGAPORE.field("senderIdInfo.senderId").orElseThrow();

        assertThat(Answers.problem(field, text(senderId)).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({
        "MARKETING, true",
        "MARKETING CUSTOMER_CARE FRAUD_ALERT SECURITY_ALERT POLLING_VOTING, true",
        "MARKETING CUSTOMER_CARE FRAUD_ALERT SECURITY_ALERT POLLING_VOTING HIGHER_EDUCATION, false",
        "MARKETING MARKETING, false",
        "MIXED, false",
        "'', false"
    })
    void takesSomeOfTheOptions(String options, boolean right) {
        var field = CAMPAIGN.field("campaignUseCase.subUseCases").orElseThrow();
        var chosen = Arrays.stream(options.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .toArray(String[]::new);

        assertThat(Answers.problem(field, choice(chosen)).isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"PNG, 409600, true", "PNG, 409601, false", "JPEG, 1000, false"})
    void takesSmallPngImagesOfTheOptIn(MediaType type, int size, boolean right) {
        var field = TOLL_FREE.field("messagingUseCase.optInImage").orElseThrow();

        assertThat(Answers.problem(field, new StoredContent("ab", type, size)).isEmpty())
                .isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"GIF, 2097152, true", "GIF, 2097153, false", "MP4, 614400, true", "MP4, 614401, false"})
    void takesLargerFilesAsMmsSamples(MediaType type, int size, boolean right) {
        var field = CAMPAIGN.field("mmsFileSamples.mmsFileSample2").orElseThrow();

        assertThat(Answers.problem(field, new StoredContent("ab", type, size)).isEmpty())
                .isEqualTo(right);
    }

    @Test
    void doesNotTakeOneKindOfAnswerForAnother() {
        var name = TOLL_FREE.field("companyInfo.companyName").orElseThrow();
        var category = TOLL_FREE.field("messagingUseCase.useCaseCategory").orElseThrow();
        var image = TOLL_FREE.field("messagingUseCase.optInImage").orElseThrow();

        assertThat(Answers.problem(name, choice("a"))).contains("takes no choices");
        assertThat(Answers.problem(name, new FieldValue.Attachment("a"))).contains("takes no attachment");
        assertThat(Answers.problem(name, new StoredContent("ab", MediaType.PNG, 1)))
                .contains("takes no attachment");
        assertThat(Answers.problem(category, text("OTHER"))).contains("takes no text");
        assertThat(Answers.problem(image, text("a"))).contains("takes no text");
    }
}
