"""From the costs of every round to a table and to what was asked for."""

from statistics import median

# What Ninefold has set itself. Ratios are to Hugo in the same round, or to its own cold build.
USER_TO_HUGO, WALL_TO_HUGO, GROWTH, MEMORY, UNCHANGED = 0.35, 0.5, 1.1, 400, 0.15
SMALL_BUILD, SMALL_CHECK = 0.150, 0.060


def middle(costs, what):
    return median(getattr(cost, what) for cost in costs)


def spread(costs, what):
    """How far the rounds lie apart, as a share of their median."""
    values = [getattr(cost, what) for cost in costs]
    return (max(values) - min(values)) / median(values) if median(values) else 0.0


def ratio(costs, others, what):
    """The median of the ratios within a round."""
    return median(getattr(one, what) / max(getattr(other, what), 1e-9) for one, other in zip(costs, others))


def rows(size):
    """A row for each program; `size` is what `run` keeps of one number of documents."""
    hugo = size["costs"].get("hugo")
    for name, costs in size["costs"].items():
        yield {
            "name": name,
            "wall": middle(costs, "wall"),
            "user": middle(costs, "user"),
            "system": middle(costs, "system"),
            "wall_to_hugo": ratio(costs, hugo, "wall") if hugo else None,
            "user_to_hugo": ratio(costs, hugo, "user") if hugo else None,
            "memory": middle(costs, "memory"),
            "files": size["output"][name][0],
            "pages": size["output"][name][1],
            "bytes": size["output"][name][2],
            "wall_spread": spread(costs, "wall"),
            "user_spread": spread(costs, "user"),
        }


def printed(size, own_memory):
    """The rows as a Markdown table. The memory of what is smaller than the measuring program cannot be seen."""
    heads = ["program", "wall s", "× Hugo", "user CPU s", "× Hugo", "system CPU s", "memory MiB", "files", "pages", "MB",
             "spread of wall, user"]
    yield line(heads)
    yield "|---" + "|--:" * (len(heads) - 1) + "|"
    for row in rows(size):
        memory = f"{row['memory']:.0f}" if row["memory"] > own_memory * 1.05 else f"under {own_memory:.0f}"
        times = [f"{row[key]:.2f}" if row[key] is not None else "" for key in ("wall_to_hugo", "user_to_hugo")]
        yield line([row["name"], f"{row['wall']:.3f}", times[0], f"{row['user']:.3f}", times[1], f"{row['system']:.3f}",
                    memory, row["files"], row["pages"], f"{row['bytes'] / 1e6:.1f}",
                    f"{row['wall_spread']:.0%}, {row['user_spread']:.0%}"])


def line(cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def targets(sizes, small):
    """What was asked for, what was measured, and whether it was met."""
    for count, size in sizes.items():
        costs, hugo = size["costs"]["ninefold"], size["costs"].get("hugo")
        if hugo:
            yield target(f"{count}: user CPU to Hugo's", ratio(costs, hugo, "user"), USER_TO_HUGO, "×")
            yield target(f"{count}: wall time to Hugo's", ratio(costs, hugo, "wall"), WALL_TO_HUGO, "×")
        yield target(f"{count}: nothing changed, to the cold build", ratio(size["unchanged"], costs, "wall"), UNCHANGED, "×")
        if count == 10_000:
            yield target(f"{count}: peak memory", middle(costs, "memory"), MEMORY, " MiB")
    if 1_000 in sizes and 10_000 in sizes:
        growth = processor(sizes[10_000]) / processor(sizes[1_000]) / 10
        yield target("CPU for a document at 10000 to that at 1000", growth, GROWTH, "×")
    yield target("100 stories: build", middle(small["build"], "wall") * 1000, SMALL_BUILD * 1000, " ms")
    yield target("100 stories: check", middle(small["check"], "wall") * 1000, SMALL_CHECK * 1000, " ms")


def processor(size):
    """User and system CPU of a cold build."""
    return middle(size["costs"]["ninefold"], "user") + middle(size["costs"]["ninefold"], "system")


def target(name, value, limit, unit):
    return {"name": name, "value": value, "limit": limit, "unit": unit, "met": value <= limit}


def printed_target(entry):
    places = 0 if entry["unit"] in (" ms", " MiB") else 2
    value, limit = f"{entry['value']:.{places}f}{entry['unit']}", f"{entry['limit']:g}{entry['unit']}"
    return line([entry["name"], value, limit, "yes" if entry["met"] else "no"])
