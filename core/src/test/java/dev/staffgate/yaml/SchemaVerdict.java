package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** What the JSON Schema says of a document, in both dialects alike. */
final class SchemaVerdict {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String OLD_DIALECT = "http://json-schema.org/draft-07/schema#";

  private static final Schema NEW =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PolicySchema.json());
  private static final Schema OLD =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(PolicySchema.json().replace(DIALECT, OLD_DIALECT));

  private SchemaVerdict() {}

  /** Returns what is wrong with a document in JSON; empty if it is valid. */
  static List<String> errors(String json) {
    List<String> errors = errors(NEW, json);
    assertThat(errors(OLD, json)).as("draft-07 and 2020-12 of %s", json).isEqualTo(errors);
    return errors;
  }

  private static List<String> errors(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Error::toString).sorted().toList();
  }
}
