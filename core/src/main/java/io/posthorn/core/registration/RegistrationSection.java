package io.posthorn.core.registration;

/**
 * A part of a form.
 *
 * @param sectionPath its name, such as {@code companyInfo}
 */
public record RegistrationSection(String sectionPath, Hints displayHints) {}
