/** What AWS says of an endpoint association, as far as it is used here. */
export interface AssociationStatus {
  associationSyncStates: { attachments: { endpointId: string; subnetId: string }[] }[];
}

/**
 * The id of the endpoint that an association has in a subnet. AWS gives its states by a key of which its API only says that it is a zone;
 * what each of them is for, its subnet says.
 * Source: docs.aws.amazon.com/network-firewall/latest/APIReference/API_Attachment.html
 *
 * @throws RangeError where there is none, or more than one.
 */
export function endpointIn(statuses: readonly AssociationStatus[], subnetId: string): string {
  const attachments = statuses
    .flatMap(({ associationSyncStates }) => associationSyncStates)
    .flatMap((state) => state.attachments);
  const ids = attachments.flatMap((each) => (each.subnetId === subnetId ? [each.endpointId] : []));
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    const known = attachments.map((each) => each.subnetId).sort();
    throw new RangeError(
      `the firewall has ${ids.length} endpoints in ${subnetId}, and must have one; it has some in: ${known.join(", ") || "no subnet"}`,
    );
  }
  return id;
}
