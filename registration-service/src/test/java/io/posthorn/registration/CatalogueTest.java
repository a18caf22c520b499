package io.posthorn.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Shape;
import io.posthorn.registration.command.Operations;
import io.posthorn.registration.command.Request;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    private static final ApiModel MODEL = ApiModel.load();

    static List<Class<? extends Request>> requests() {
        return Catalogue.REQUESTS;
    }

    private static List<Shape.Member> members(Class<?> request) {
        return Operations.operation(MODEL, request.getSimpleName())
                .orElseThrow()
                .input()
                .members();
    }

    private static String wireName(RecordComponent component) {
        return Character.toUpperCase(component.getName().charAt(0))
                + component.getName().substring(1);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void readsEveryMemberOfTheInputButTheToken(Class<? extends Request> request) {
        assertThat(Arrays.stream(request.getRecordComponents()).map(CatalogueTest::wireName))
                .containsExactlyInAnyOrderElementsOf(members(request).stream()
                        .filter(member -> !member.idempotencyToken())
                        .map(Shape.Member::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void expectsOnlyRequiredMembersToBeThere(Class<? extends Request> request) {
        var required = members(request).stream()
                .filter(Shape.Member::required)
                .map(Shape.Member::name)
                .toList();

        assertThat(Arrays.stream(request.getRecordComponents())
                        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(CatalogueTest::wireName))
                .containsExactlyInAnyOrderElementsOf(required);
    }
}
