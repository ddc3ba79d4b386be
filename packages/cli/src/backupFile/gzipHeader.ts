/**
 * The ten bytes every backup begins with: gzip, deflated, without a time, made on an unknown system.
 */
export const gzipHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
