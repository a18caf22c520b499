package io.posthorn.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.posthorn.core.DamagedText;
import io.posthorn.core.topic.FilterPolicy.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FilterPolicyTest {
    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest(name = "{0} lets {1} through: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': ['x']}                                    | {'a': 'x'}                   | true",
                "{'a': ['x']}                                    | {'a': 'y'}                   | false",
                "{'a': ['x']}                                    | {}                           | false",
                "{'a': ['x', 'y']}                               | {'a': 'y'}                   | true",
                "{'a': ['x'], 'b': ['y']}                        | {'a': 'x'}                   | false",
                "{'a': ['x'], 'b': ['y']}                        | {'a': 'x', 'b': 'y'}         | true",
                "{'a': [1]}                                      | {'a': 1.0}                   | true",
                "{'a': [1]}                                      | {'a': '1'}                   | false",
                "{'a': [true]}                                   | {'a': true}                  | true",
                "{'a': [null]}                                   | {'a': null}                  | true",
                "{'a': [null]}                                   | {}                           | false",
                "{'a': ['x']}                                    | {'a': ['z', 'x']}            | true",
                "{'a': [{'prefix': 'TEXT_'}]}                    | {'a': 'TEXT_SENT'}           | true",
                "{'a': [{'prefix': 'TEXT_'}]}                    | {'a': 'VOICE_SENT'}          | false",
                "{'a': [{'suffix': '_SENT'}]}                    | {'a': 'TEXT_SENT'}           | true",
                "{'a': [{'suffix': '_SENT'}]}                    | {'a': 'TEXT_LOST'}           | false",
                "{'a': [{'equals-ignore-case': 'us'}]}           | {'a': 'US'}                  | true",
                "{'a': [{'wildcard': 'a*c.*'}]}                  | {'a': 'abc.d'}               | true",
                "{'a': [{'wildcard': 'a*c.*'}]}                  | {'a': 'abcd'}                | false",
                "{'a': [{'wildcard': '*b*b*'}]}                  | {'a': 'abcb'}                | true",
                "{'a': [{'wildcard': 'ab*ba'}]}                  | {'a': 'aba'}                 | false",
                "{'a': [{'wildcard': 'a*b*b'}]}                  | {'a': 'ab'}                  | false",
                "{'a': [{'wildcard': 'ab'}]}                     | {'a': 'ab'}                  | true",
                "{'a': [{'anything-but': 'x'}]}                  | {'a': 'y'}                   | true",
                "{'a': [{'anything-but': 'x'}]}                  | {'a': 'x'}                   | false",
                "{'a': [{'anything-but': 'x'}]}                  | {}                           | false",
                "{'a': [{'anything-but': ['x', 1]}]}             | {'a': 1}                     | false",
                "{'a': [{'anything-but': ['x', 'y']}]}           | {'a': ['x', 'z']}            | true",
                "{'a': [{'anything-but': {'prefix': 'x'}}]}      | {'a': 'xy'}                  | false",
                "{'a': [{'anything-but': {'prefix': ['x','y']}}]} | {'a': 'yz'}                 | false",
                "{'a': [{'anything-but': {'suffix': 'x'}}]}      | {'a': 'xy'}                  | true",
                "{'a': [{'exists': true}]}                       | {'a': 'x'}                   | true",
                "{'a': [{'exists': true}]}                       | {}                           | false",
                "{'a': [{'exists': false}]}                      | {}                           | true",
                "{'a': [{'exists': false}]}                      | {'a': null}                  | false",
                "{'a': [{'exists': false}, 'x']}                 | {'a': 'x'}                   | true",
                "{'a': [{'numeric': ['=', 3]}]}                  | {'a': 3.00}                  | true",
                "{'a': [{'numeric': ['>', 3]}]}                  | {'a': 3}                     | false",
                "{'a': [{'numeric': ['>=', 3]}]}                 | {'a': 3}                     | true",
                "{'a': [{'numeric': ['<', 0.01]}]}               | {'a': 0.00645}               | true",
                "{'a': [{'numeric': ['>', 0, '<=', 5]}]}         | {'a': 5}                     | true",
                "{'a': [{'numeric': ['>', 0, '<', 5]}]}          | {'a': 5}                     | false",
                "{'a': [{'numeric': ['>', 0, '<', 5]}]}          | {'a': 'x'}                   | false",
                "{'a': {'b': ['x']}}                             | {'a': {'b': 'x'}}            | true",
                "{'a': {'b': ['x']}}                             | {'a': {'c': 'x'}}            | false",
                "{'a': {'b': ['x']}}                             | {'a': 'x'}                   | false",
                "{'a': {'b': ['x'], 'c': ['y']}}                 | {'a': [{'b':'x'},{'c':'y'}]} | false",
                "{'a': {'b': ['x'], 'c': ['y']}}                 | {'a': [{'b':'x','c':'y'}]}   | true",
                "{'$or': [{'a': ['x']}, {'b': ['y']}]}           | {'b': 'y'}                   | true",
                "{'$or': [{'a': ['x']}, {'b': ['y']}]}           | {'b': 'x'}                   | false",
                "{'c': [1], '$or': [{'a': ['x']}, {'b': ['y']}]} | {'b': 'y'}                   | false"
            })
    void matchesBodies(String policy, String body, boolean expected) throws InvalidAttributeException {
        var filter = FilterPolicy.parse(json(policy), Scope.MESSAGE_BODY);

        assertThat(filter.matches(JsonMapper.shared().readTree(json(body)))).isEqualTo(expected);
    }

    @Test
    void neverFailsWhateverAPolicyHolds() {
        var policy = "{'$or':[{'a':[{'numeric':['>',0,'<=',5]}]},{'b':[{'anything-but':{'prefix':'x'}},null]}],"
                + "'c':[{'wildcard':'a*b'},{'exists':false}],'d':[{'cidr':'10.0.0.0/8'},{'equals-ignore-case':'y'}]}";
        var body = JsonMapper.shared().readTree(json("{'a':1e9,'b':['xy',null],'c':'ab','d':'10.1.2.3'}"));
        DamagedText.of(json(policy), 1_000, damaged -> {
            try {
                FilterPolicy.parse(damaged, Scope.MESSAGE_BODY).matches(body);
            } catch (InvalidAttributeException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        });
    }

    @Test
    void letsNothingThroughThatHasNoMembers() throws InvalidAttributeException {
        var filter = FilterPolicy.parse(json("{'a': [{'exists': false}]}"), Scope.MESSAGE_BODY);

        assertThat(filter.matches(JsonMapper.shared().readTree("[1]"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                                          | is not JSON",
                "['x']                                                             | is not a JSON object",
                "{}                                                                | no conditions",
                "{'a': 'x'}                                                        | no list of conditions under a",
                "{'a': []}                                                         | no list of conditions under a",
                "{'a': [{'like': 'x'}]}                                            | like",
                "{'a': [{'prefix': 1}]}                                            | prefix",
                "{'a': [{'prefix': 'x', 'suffix': 'y'}]}                           | one member",
                "{'a': [{'exists': 'x'}]}                                          | exists",
                "{'a': [{'numeric': ['~', 1]}]}                                    | comparison",
                "{'a': [{'numeric': ['=', 'x']}]}                                  | no number",
                "{'a': [{'numeric': ['>', 5, '<', 1]}]}                            | range",
                "{'a': [{'wildcard': 'a**'}]}                                      | wildcard",
                "{'a': [{'anything-but': []}]}                                     | anything-but",
                "{'a': {'b': ['x']}}                                               | attributes hold no objects",
                "{'a':[1],'b':[1],'c':[1],'d':[1],'e':[1],'f':[1]}                 | more than 5 names",
                "{'a':[1,2,3,4,5,6],'b':[1,2,3,4,5,6],'c':[1,2,3,4,5]}             | more than 150 combinations"
            })
    void refusesWhatCannotBe(String policy, String fault) {
        assertThatThrownBy(() -> FilterPolicy.parse(json(policy), Scope.MESSAGE_ATTRIBUTES))
                .isInstanceOf(InvalidAttributeException.class)
                .hasMessageContaining(fault);
    }
}
