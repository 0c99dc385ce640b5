export { NlbEip, type NlbEipArgs } from "./nlbEip";
