package org.lockkeeper.compliance.registers.imports;

import java.util.Optional;
import org.lockkeeper.compliance.registers.Severity;

/**
 * One weakness as a scanner tells it.
 *
 * @param key what makes it the same thing in the next scan: a digest, without numbers of lines
 * @param title in a few words
 * @param cvss from 0 to 10 with one decimal
 * @param rule the scanner's name of the rule, such as the number of a CVE; empty text if there is
 *     none
 * @param where the file, component or address; empty text if there is none
 */
record Finding(
    String key,
    String title,
    Severity severity,
    Optional<String> cvss,
    String rule,
    String where) {}
