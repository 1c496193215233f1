"""One peer in Python: python3 peer.py NAME FOLDER. The same lines on stdin as peer.mjs."""
import json
import os
import resource
import sys
import time

begun = time.perf_counter()
name, folder = sys.argv[1:3]
sizes = {"tiny": (2, 4, 4, 400), "small": (30, 64, 569, 100), "medium": (100, 256, 256, 20), "large": (784, 512, 1024, 1)}
RATE, SCORED, SINGLES, WHOLE = 0.1, 100_000, 500, 1000

import numpy as np

if name.startswith("PyTorch"):
    import torch

    torch.set_num_threads(2 if "2 threads" in name else 1)
if name == "scikit-learn":
    import warnings

    warnings.filterwarnings("ignore")
    from sklearn.neural_network import MLPClassifier
imported = (time.perf_counter() - begun) * 1000


def problem(size):
    n0, n1, m, _ = sizes[size]
    at = np.fromfile(f"{folder}/{size}.f32", dtype=np.float32)
    X, Y, W1, W2 = np.split(at, np.cumsum([n0 * m, m, n0 * n1]))
    return X.reshape(m, n0), Y, W1.reshape(n0, n1), W2.reshape(n1, 1)


def bce(z, y):
    z, y = z.astype(np.float64).ravel(), y.ravel()
    return float(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))


class Numpy:
    def network(self, size):
        X, Y, W1, W2 = (a.copy() for a in problem(size))
        m, rate = len(X), np.float32(RATE)
        b1, b2, y = np.zeros(W1.shape[1], np.float32), np.zeros(1, np.float32), Y.reshape(-1, 1)

        def steps(count):
            nonlocal W1, W2, b1, b2
            for _ in range(count):
                A = np.maximum(X @ W1 + b1, 0)
                d = (1 / (1 + np.exp(-(A @ W2 + b2))) - y) / np.float32(m)
                dW2, db2 = A.T @ d, d.sum(0)
                e = (d @ W2.T) * (A > 0)
                dW1, db1 = X.T @ e, e.sum(0)
                W1 -= rate * dW1
                b1 -= rate * db1
                W2 -= rate * dW2
                b2 -= rate * db2

        return steps, lambda: bce(np.maximum(X @ W1 + b1, 0) @ W2 + b2, Y)

    def forward(self, W1, W2, x):
        return 1 / (1 + np.exp(-(np.maximum(x @ W1, 0) @ W2)))

    def predictor(self, size):
        _, _, W1, W2 = problem(size)
        return lambda x: self.forward(W1, W2, x)


class Torch:
    def network(self, size):
        X, Y, W1, W2 = (torch.from_numpy(a.copy()) for a in problem(size))
        n0, n1 = W1.shape
        net = torch.nn.Sequential(torch.nn.Linear(n0, n1), torch.nn.ReLU(), torch.nn.Linear(n1, 1))
        with torch.no_grad():
            net[0].weight.copy_(W1.T), net[0].bias.zero_(), net[2].weight.copy_(W2.T), net[2].bias.zero_()
        loss, optimizer, y = torch.nn.BCEWithLogitsLoss(), torch.optim.SGD(net.parameters(), RATE), Y.reshape(-1, 1)

        def steps(count):
            for _ in range(count):
                optimizer.zero_grad()
                loss(net(X), y).backward()
                optimizer.step()

        def cost():
            with torch.no_grad():
                return bce(net(X).numpy(), Y.numpy())

        return steps, cost

    def predictor(self, size):
        _, _, W1, W2 = (torch.from_numpy(a.copy()) for a in problem(size))

        def predict(x):
            with torch.no_grad():
                return torch.sigmoid(torch.relu(torch.from_numpy(x) @ W1) @ W2).numpy()

        return predict


class Sklearn:
    def network(self, size):
        X, Y, W1, W2 = (a.copy() for a in problem(size))
        n0, n1 = W1.shape
        net = MLPClassifier((n1,), solver="sgd", alpha=0, batch_size=len(X), learning_rate_init=RATE, momentum=0, nesterovs_momentum=False, max_iter=1, shuffle=False)
        net.partial_fit(X, Y, classes=[0, 1])
        net.coefs_[0][:], net.coefs_[1][:] = W1, W2
        net.intercepts_[0][:], net.intercepts_[1][:] = 0, 0

        def steps(count):
            for _ in range(count):
                net.partial_fit(X, Y)

        def cost():
            A = np.maximum(X @ net.coefs_[0] + net.intercepts_[0], 0)
            return bce(A @ net.coefs_[1] + net.intercepts_[1], Y)

        self.net = net
        return steps, cost

    def predictor(self, size):
        self.network(size)
        net = self.net
        return lambda x: net.predict_proba(x)


peer = Torch() if name.startswith("PyTorch") else Sklearn() if name == "scikit-learn" else Numpy()
made = {}


def timed(count, work):
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return {"wall": (time.perf_counter() - wall) / count * 1e6, "cpu": (time.process_time() - cpu) / count * 1e6}


def answer(what, size=None):
    if what == "import":
        return {"milliseconds": imported}
    if what == "memory":
        return {"peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    if what == "cost":
        steps, cost = peer.network(size)
        steps(10)
        return {"cost": cost()}
    if what == "whole":
        steps, cost = peer.network("small")
        steps(WHOLE)
        return {"cost": cost(), "cpu": time.process_time() * 1e6}
    if what == "step":
        if size not in made:
            made[size] = peer.network(size)[0]
        count = sizes[size][3]
        return timed(count, lambda: made[size](count))
    if what == "score":
        if "score" not in made:
            made["score"] = (peer.predictor("medium"), np.fromfile(f"{folder}/scored.f32", dtype=np.float32).reshape(-1, 100))
        predict, X = made["score"]
        return timed(1, lambda: [predict(X[i : i + 1024]) for i in range(0, len(X), 1024)])
    if what == "one":
        if "one" not in made:
            made["one"] = (peer.predictor("small"), problem("small")[0][:1].copy())
        predict, x = made["one"]
        return timed(SINGLES, lambda: [predict(x) for _ in range(SINGLES)])


for line in sys.stdin:
    try:
        told = answer(*line.split())
    except Exception as error:
        told = {"error": str(error).split("\n")[0]}
    print(json.dumps(told), flush=True)
