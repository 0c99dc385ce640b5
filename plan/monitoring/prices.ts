/**
 * What alarms cost in US dollars a month, without the ten metrics that an account has free: for each metric that one looks at, and for an
 * alarm on alarms. One that learns what is usual looks at three: the metric, and both borders of the band.
 * Source: aws.amazon.com/cloudwatch/pricing
 */
export const ALARM_PRICES = { usdPerMetric: 0.1, metricsPerBand: 3, usdPerComposite: 0.5 } as const;
