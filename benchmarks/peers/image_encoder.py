"""The peer of ImageEncoderBenchmark: open_clip's image tower, in single precision, in both of PyTorch's memory layouts.

Usage: python image_encoder.py NAME [threads] [batch] [runs]
Pinned: torch 2.15.0, open_clip_torch 3.3.0 (requirements.txt). NAME is open_clip's, e.g. RN50-quickgelu; weights are random.
"""

import statistics
import sys
import time

import open_clip
import torch
from open_clip.model import CLIP


def main():
    threads, batch, runs = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((2, 2), (3, 8), (4, 9)))
    torch.set_num_threads(threads)
    sizes = open_clip.get_model_config(sys.argv[1])
    tower = CLIP(sizes["embed_dim"], sizes["vision_cfg"], sizes["text_cfg"], sizes.get("quick_gelu", False)).visual.eval()
    side = sizes["vision_cfg"]["image_size"]
    for layout in (torch.contiguous_format, torch.channels_last):
        tower = tower.to(memory_format=layout)
        pixels = torch.randn(batch, 3, side, side).to(memory_format=layout)
        seconds = []
        with torch.inference_mode():
            for _ in range(runs + 2):
                start = time.perf_counter()
                tower(pixels)
                seconds.append(time.perf_counter() - start)
        seconds = seconds[2:]
        print(f"PyTorch {torch.__version__}, {sys.argv[1]}, {threads} threads, batch of {batch}, {layout}: median "
              f"{statistics.median(seconds):.4f} s, min {min(seconds):.4f}, max {max(seconds):.4f} ({runs} runs), "
              f"{batch / statistics.median(seconds):.2f} images/s")


if __name__ == "__main__":
    main()
