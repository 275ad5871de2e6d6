export {
  type ExistingResourceGroup,
  type NewResourceGroup,
  type ResourceGroupRole,
  ResourceGroups,
  type ResourceGroupsArgs,
} from './resource-groups.ts';
