package org.lockkeeper.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.transaction.Transactional;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Several {@link UseCase}s in a row with the outside world in between. It runs in no transaction of
 * its own, so no lock is held while a platform answers; each step commits by itself, and a workflow
 * that is run again goes on where the last one ended.
 */
@Stereotype
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Workflow {}
