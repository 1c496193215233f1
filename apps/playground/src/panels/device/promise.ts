/** The sha256 of the parameters that the README prints; a test holds it to the README. */
export const promised = 'a58123ac220aa74e6ac4f6dc4a0f05aec4eb2bd954af1e48314a5b3f4d3df8b7'
