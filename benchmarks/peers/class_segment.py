"""The peer of ClassSegmentBenchmark: the same gradient in PyTorch, over all 77 positions as the reference does.

Usage: python class_segment.py [threads] [runs]
Pinned: torch 2.15.0, transformers 5.23.0 (requirements.txt). Random weights in ViT-B/16's text shape, 100 prompts of one
task, 16 context vectors shared by them, 32 images; weights frozen, gradient with respect to the contexts only.
"""

import resource
import statistics
import sys
import time

import torch
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

CLASSES, CONTEXT, SUFFIX, IMAGES, POSITIONS = 100, 16, 5, 32, 77


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    torch.manual_seed(1)
    config = CLIPTextConfig(hidden_size=512, intermediate_size=2048, num_hidden_layers=12,
                            num_attention_heads=8, projection_dim=512, vocab_size=49408)
    model = CLIPTextModelWithProjection(config).eval().requires_grad_(False)
    ids = torch.zeros(CLASSES, POSITIONS, dtype=torch.long)
    ids[:, 0] = 49406
    ids[:, 1:1 + CONTEXT] = 343
    ids[:, 1 + CONTEXT:CONTEXT + SUFFIX] = torch.randint(1000, 40000, (CLASSES, SUFFIX - 1))
    ids[:, CONTEXT + SUFFIX] = 49407
    contexts = (0.02 * torch.randn(1, CONTEXT, 512)).requires_grad_()
    images = torch.nn.functional.normalize(torch.randn(IMAGES, 512), dim=-1)
    labels = torch.randint(0, CLASSES, (IMAGES,))

    def put_contexts(module, inputs, output):
        return torch.cat([output[:, :1], contexts.expand(CLASSES, -1, -1), output[:, 1 + CONTEXT:]], dim=1)

    model.text_model.embeddings.token_embedding.register_forward_hook(put_contexts)

    def step():
        contexts.grad = None
        features = torch.nn.functional.normalize(model(input_ids=ids).text_embeds, dim=-1)
        loss = torch.nn.functional.cross_entropy(100 * images @ features.T, labels)
        loss.backward()
        return loss.item()

    def gemm():
        best = 0
        for rows, inner, columns in ((2048, 2048, 2048), (1024, 1024, 1024), (7700, 512, 2048)):
            a, b = torch.randn(rows, inner), torch.randn(inner, columns)
            for _ in range(8):
                start = time.perf_counter()
                a @ b
                best = max(best, 2 * rows * inner * columns / (time.perf_counter() - start))
        return best

    step()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, all {POSITIONS} positions, forward and "
          f"backward: median {statistics.median(seconds):.3f} s, min {min(seconds):.3f}, max {max(seconds):.3f} "
          f"({runs} runs)")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; best GEMM "
          f"{gemm() / 1e9:.1f} GFLOP/s")


if __name__ == "__main__":
    main()
