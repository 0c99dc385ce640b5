// The accelerator itself is in addresses, as it outlives the option.
export { AcceleratedNlb, type AcceleratedNlbArgs } from "./acceleratedNlb";
export { GlobalAccelerator, type AcceleratedRegion, type GlobalAcceleratorArgs } from "./globalAccelerator";
