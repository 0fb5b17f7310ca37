package org.lockkeeper.orders;

import java.time.Duration;

/**
 * How patiently orders are routed and watched.
 *
 * @param trackEvery the pause between two looks at one fulfilment order
 * @param retryEvery the pause before a standing exception is looked at again
 * @param compareEvery the pause between two comparisons with a channel
 */
public record RoutingSettings(Duration trackEvery, Duration retryEvery, Duration compareEvery) {}
