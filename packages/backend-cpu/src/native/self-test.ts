/**
 * What `selfTest` of @leven/backend-native gives on every machine, whatever its vectors: a number made of the bits of
 * some results of each kernel. It changes only where the order of summation, a polynomial or the test itself does.
 */
export const expectedSelfTest = 4073239639
