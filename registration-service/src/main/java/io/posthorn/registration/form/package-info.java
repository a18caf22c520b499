/** Registrations: their forms, versions, reviews, attachments and what they are about. */
@NullMarked
package io.posthorn.registration.form;

import org.jspecify.annotations.NullMarked;
