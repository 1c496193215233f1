// Compiled once for each instruction set: LANES floats a vector, TABLE the name of the table.

#include "backpropagate.h"
#include "dense.h"
#include "gradients.h"
#include "output.h"
#include "update.h"

const Kernels TABLE = {dense, gradients, backpropagate, sigmoid, residual, gradientDescent, momentum, adam};
