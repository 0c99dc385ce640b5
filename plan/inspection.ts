/** What AWS says of an endpoint association, as far as it is used here. */
export interface AssociationStatus {
  associationSyncStates: { availabilityZone: string; attachments: { endpointId: string }[] }[];
}

/**
 * The id of the endpoint that an association has in a zone (`eu-west-1a`). AWS gives sets, so it is chosen by the zone and by no place.
 *
 * @throws RangeError where there is none, or more than one.
 */
export function endpointIn(statuses: readonly AssociationStatus[], zone: string): string {
  const states = statuses.flatMap(({ associationSyncStates }) => associationSyncStates);
  const ids = states
    .filter(({ availabilityZone }) => availabilityZone === zone)
    .flatMap(({ attachments }) => attachments.map(({ endpointId }) => endpointId));
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    const known = states.map(({ availabilityZone }) => availabilityZone).sort();
    throw new RangeError(
      `the firewall has ${ids.length} endpoints in ${zone}, and must have one; it has some in: ${known.join(", ") || "no zone"}`,
    );
  }
  return id;
}
