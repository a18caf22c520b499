// Checks each document of YAML files against the schema of its kind: node kubernetes.mjs FILE...
import { readFileSync } from 'node:fs';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import { StatefulSet, Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Service } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

const KINDS = { ConfigMap, Deployment, HorizontalPodAutoscaler, Namespace, PodDisruptionBudget, ScaledObject, Service, StatefulSet };

let checked = 0;
for (const file of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const value = document.toJS();
    if (value.kind === 'Kustomization') {
      continue;
    }
    const kind = KINDS[value.kind];
    if (kind === undefined || new kind(value).apiVersion !== value.apiVersion) {
      throw new Error(`${file}: no schema of ${value.apiVersion} ${value.kind}`);
    }
    try {
      new kind(value).validate();
    } catch (wrong) {
      throw new Error(`${file}: ${value.kind} ${value.metadata.name}: ${wrong.message}`);
    }
    checked++;
  }
}
console.log(`kubernetes: ${checked} documents fit their schemas`);
