import * as z from 'zod';

const propertiesSchema = z.object({ RuleSet: z.string(), Displace: z.string().optional() });
const common = {
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: propertiesSchema,
};

/**
 * What CloudFormation sends to the function of a custom resource
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html).
 */
export const requestSchema = z.discriminatedUnion('RequestType', [
  z.object({ ...common, RequestType: z.literal('Create') }),
  z.object({
    ...common,
    RequestType: z.literal('Update'),
    PhysicalResourceId: z.string(),
    OldResourceProperties: propertiesSchema,
  }),
  z.object({ ...common, RequestType: z.literal('Delete'), PhysicalResourceId: z.string() }),
]);
export type ActivationRequest = z.infer<typeof requestSchema>;

/** As much as a response to any request needs, also to one that is not understood. */
export const addressSchema = z.object({
  ...common,
  ResourceProperties: z.unknown(),
  PhysicalResourceId: z.string().optional(),
});
export type ResponseAddress = z.infer<typeof addressSchema>;
