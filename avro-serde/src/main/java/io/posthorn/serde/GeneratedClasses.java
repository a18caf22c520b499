package io.posthorn.serde;

import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro loads a class that a schema names only if it is trusted, and by default trusts none of an application. Classes
 * that Avro's own compiler generated exist to be loaded in this way, so they are trusted in addition to whatever the
 * application allows. A class is looked at before it is initialised.
 */
final class GeneratedClasses {
    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.isAnnotationPresent(AvroGenerated.class)));
    }

    private GeneratedClasses() {}

    /** Idempotent: the work is done when this class is loaded. */
    static void trust() {}
}
