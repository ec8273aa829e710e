"""Twenty expressions over one activation, in the CEL that all three engines know, and that activation."""

from __future__ import annotations

from typing import Any

EXPRESSIONS = (
    "models.all(m, m.origin in ['DE', 'FR', 'US'])",
    "models.exists(m, m.openWeights)",
    "models.filter(m, m.openWeights).size() > 0",
    "models.map(m, m.family).size() == models.size()",
    "models.all(m, m.id.startsWith('model-'))",
    "models.all(m, m.id.matches('^model-[0-9]+$'))",
    "models.exists(m, m.vendor == 'mistral' && m.status != 'retired')",
    "models.all(m, has(m.licence) || !m.openWeights)",
    "models.all(m, m.countries.all(c, c in allowed))",
    "models.exists_one(m, m.id == 'model-0')",
    "models.all(m, m.retention <= 30 || m.operator in trusted)",
    "models.filter(m, m.criticality == 'critical').all(m, m.migration.status == 'tested')",
    "models.map(m, m.retention * 2).exists(r, r > 10)",
    "models.all(m, m.criticality == 'critical' ? m.migration.effort < 100 : true)",
    "models.all(m, size(m.countries) > 0 && m.countries[0] != 'XX')",
    "models.exists(m, m.family.contains('a') && !m.family.endsWith('z'))",
    "size(models) >= 1 && size(allowed) > 3",
    "models.all(m, !(m.operator == 'nobody') && m.operator != '')",
    "models.filter(m, m.origin == 'DE').map(m, m.id).all(i, i != '')",
    "models.exists(m, m.migration.effort > 5 && m.migration.status in ['tested', 'done'])",
)

VARIABLES = ("models", "allowed", "trusted")


def activation(count: int) -> dict[str, Any]:
    """Return what the expressions see: `count` models, by which all of them are true."""
    families = ("atlas", "mistral", "llama", "qwen")
    return {
        "allowed": ["DE", "FR", "IE", "NL", "SE"],
        "trusted": ["aws", "azure"],
        "models": [
            {
                "id": f"model-{number}",
                "family": families[number % 4],
                "vendor": families[number % 4],
                "origin": ("DE", "FR", "US")[number % 3],
                "openWeights": number % 2 == 1,
                "licence": "Apache-2.0",
                "status": "active",
                "countries": ["DE", "IE"],
                "retention": 10 + number % 20,
                "operator": ("aws", "azure", "own")[number % 3],
                "criticality": ("low", "critical")[number % 2],
                "migration": {"status": "tested", "effort": 6 + number % 20},
            }
            for number in range(count)
        ],
    }
