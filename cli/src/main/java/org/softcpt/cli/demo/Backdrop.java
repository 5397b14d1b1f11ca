package org.softcpt.cli.demo;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** What lies behind the figures: how the background's colour varies over the picture. */
enum Backdrop {
  PLAIN {
    @Override
    Shading shading(int size, RandomGenerator random) {
      return (x, y) -> 0;
    }
  },
  GRADIENT {
    @Override
    Shading shading(int size, RandomGenerator random) {
      double angle = random.nextDouble(2 * Math.PI);
      double cosine = Math.cos(angle) * 1.2 / size;
      double sine = Math.sin(angle) * 1.2 / size;
      return (x, y) -> (x - size / 2.0) * cosine + (y - size / 2.0) * sine;
    }
  },
  NOISY {
    @Override
    Shading shading(int size, RandomGenerator random) {
      double strength = random.nextDouble(0.14, 0.28);
      return (x, y) -> strength * random.nextGaussian();
    }
  },
  GRID {
    @Override
    Shading shading(int size, RandomGenerator random) {
      int period = random.nextInt(8, 13);
      int phaseX = random.nextInt(period);
      int phaseY = random.nextInt(period);
      double depth = random.nextBoolean() ? 0.55 : -0.55;
      return (x, y) -> (x + phaseX) % period == 0 || (y + phaseY) % period == 0 ? depth : 0;
    }
  },
  CLOUDY {
    @Override
    Shading shading(int size, RandomGenerator random) {
      double[] waves = random.doubles(12, 0, 1).toArray();
      return (x, y) -> {
        double sum = 0;
        for (int wave = 0; wave < waves.length; wave += 3) {
          double frequency = (0.1 + 0.22 * waves[wave]);
          double angle = 2 * Math.PI * waves[wave + 1];
          double along = x * Math.cos(angle) + y * Math.sin(angle);
          sum += Math.sin(frequency * along + 2 * Math.PI * waves[wave + 2]);
        }
        return 0.24 * sum;
      };
    }
  };

  /** Brightness added at a pixel: 0 keeps the colour, 1 makes it white, -1 black. */
  interface Shading {
    double at(int x, int y);
  }

  /** A random instance of this kind of background for pictures of {@code size} pixels. */
  abstract Shading shading(int size, RandomGenerator random);

  /** The background's English name, e.g. {@code "noisy"}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
