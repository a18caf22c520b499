// Checks the OpenAPI document of the REST interface against OpenAPI's own schema.
import { Validator } from "@seriousme/openapi-schema-validator";

const answer = await fetch(`${process.env.ENDPOINT}/v1/openapi.json`);
const result = await new Validator().validate(await answer.json());
if (!result.valid) {
  console.error(JSON.stringify(result.errors, null, 2));
  process.exit(1);
}
