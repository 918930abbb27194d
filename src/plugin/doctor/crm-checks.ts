import type { Automation } from '../../host/vtenext/automations.js';
import { CRM_CONFIG_FILE } from '../../host/vtenext/crm-config.js';
import { resolveAddress } from '../address.js';
import { isSameUrl, readSurroundings, type Surroundings } from '../surroundings.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, type Finding, found } from './outcomes.js';

const KINDS: Readonly<Record<Automation['kind'], string>> = { workflow: 'Workflow', process: 'BPMN', sla: 'SLA' };

/** How the portal stands to the CRM around it: what it does not start there, the CRM's clock, and the old portal. */
export function crmChecks(deps: DoctorDeps): Pick<Checks, 'automations' | 'zone' | 'oldPortal' | 'portalUrl'> {
  const { config, knex, tablePrefix, manifest, isDemo } = deps;
  // Looked at once for all who ask.
  let asked: Promise<Surroundings> | undefined;
  const surroundings = (): Promise<Surroundings> => {
    asked ??= readSurroundings({ knex, tablePrefix, storageDir: config.storageDir });
    return asked;
  };
  return {
    automations: async () => (isDemo ? found('none') : judgeAutomations((await surroundings()).automations)),
    async zone() {
      const own = config.timeZone;
      const { timeZone } = await surroundings();
      if (isDemo || timeZone === own) return found('same', { zone: own });
      return timeZone === undefined ? found('unknown', { zone: own }) : found('other', { zone: own, crm: timeZone });
    },
    async oldPortal() {
      const { oldPortal } = await surroundings();
      return oldPortal === undefined ? found('gone') : found('present', { folder: oldPortal });
    },
    async portalUrl() {
      const { url } = resolveAddress(config, manifest);
      const { linkedUrl } = await surroundings();
      if (isDemo) return found('demo');
      const line = `$PORTAL_URL = '${url}';`;
      if (linkedUrl === undefined) return found('unknown', { file: CRM_CONFIG_FILE }, [line]);
      if (isSameUrl(linkedUrl, url)) return found('ours', { url });
      return found('other', { url: linkedUrl, file: CRM_CONFIG_FILE }, [line]);
    },
  };
}

function judgeAutomations(automations: readonly Automation[] | undefined): Finding {
  if (automations === undefined) return found('unknown');
  if (automations.length === 0) return found('none');
  const lines = automations.map(({ kind, module, name }) => [KINDS[kind], module, name].filter(Boolean).join(' · '));
  return found('some', { count: lines.length }, lines);
}
